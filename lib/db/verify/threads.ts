import { type Check, type Damage, inSnapshot } from '#lib/db/verify/check';

/** What is told of a thread beside its messages, and whether every tie of a message stays within its thread. */
export const threads: Check = {
  what: 'threads',
  find: inSnapshot(async function* (snapshot): AsyncGenerator<Damage> {
    const miscounted = await snapshot.read(
      `SELECT t."id", t."messages", count(m."id") AS "found" FROM "Thread" t LEFT JOIN "Message" m ON m."threadId" = t."id"
       GROUP BY t."id", t."messages" HAVING t."messages" <> count(m."id") LIMIT 100`,
      [],
    );
    for (const { id, messages, found } of miscounted) {
      yield { place: `Thread ${id}`, message: `says ${messages} messages, has ${found}` };
    }
    for (const [what, sql] of torn) {
      for (const { id } of await snapshot.read(sql, [])) yield { place: `Message ${id}`, message: what };
    }
  }),
};

const torn = [
  [
    'its thread is another one than its Message-ID’s',
    `SELECT m."id" FROM "Message" m JOIN "MessageName" n ON n."id" = m."nameId" WHERE n."threadId" IS NULL OR n."threadId" <> m."threadId" LIMIT 100`,
  ],
  [
    'it refers to a Message-ID of another thread',
    `SELECT DISTINCT m."id" FROM "MessageReference" r JOIN "Message" m ON m."id" = r."messageId" JOIN "MessageName" n ON n."id" = r."nameId"
     WHERE n."threadId" IS NULL OR n."threadId" <> m."threadId" LIMIT 100`,
  ],
] as const;
