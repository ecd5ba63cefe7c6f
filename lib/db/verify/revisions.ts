import { type Check, type Damage, inSnapshot } from '#lib/db/verify/check';

/** Whether every record that was edited here has the history that its version says. */
export const revisions: Check = {
  what: 'records and their revisions',
  find: inSnapshot(async function* (snapshot): AsyncGenerator<Damage> {
    const rows = await snapshot.read(
      `SELECT r."kind", r."slug", r."version", max(v."version") AS "last" FROM "Record" r JOIN "Revision" v ON v."recordId" = r."id"
       GROUP BY r."id", r."kind", r."slug", r."version" HAVING max(v."version") <> r."version" LIMIT 100`,
      [],
    );
    for (const { kind, slug, version, last } of rows) {
      yield { place: `${kind}/${slug}`, message: `is at version ${version}, its last revision at ${last}` };
    }
  }),
};
