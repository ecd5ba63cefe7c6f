import { groupBy, queryIn } from '#lib/db/archive-bulk/find-in';
import type { BulkTables } from '#lib/db/bulk/tables';
import type { ThreadedMember } from '#lib/patch/series/regroup';
import { readSubject } from '#lib/patch/subject';

/** A patch's row as grouping needs it. */
export interface PatchOfThread {
  readonly id: number;
  readonly seriesId: number;
  readonly messageId: number;
  readonly threadId: number;
  readonly nameId: number;
  readonly name: string;
  readonly subject: string;
  readonly title: string;
  readonly part: number | null;
  readonly author: string;
  readonly date: number;
  readonly isCover: number;
  readonly isProposal: number;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
}

/** A patch of a thread, ready to be grouped. */
export interface Member extends ThreadedMember {
  readonly row: PatchOfThread;
}

/** The patches of threads. */
export async function readMembers(bulk: BulkTables, threads: readonly number[]): Promise<Member[]> {
  const rows = await queryIn<PatchOfThread>(
    bulk,
    `SELECT p."id", p."seriesId", p."messageId", m."threadId", m."nameId", n."text" AS "name", m."subject", p."title",
       p."part", m."fromAddress" AS "author", m."date", p."isCover", p."isProposal", p."changeId", p."baseCommit"
     FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id" JOIN "MessageName" n ON n."id" = m."nameId"
     WHERE m."threadId" IN ??`,
    threads,
  );
  const references = await readReferences(
    bulk,
    rows.map(({ messageId }) => messageId),
  );
  return rows
    .sort((a, b) => a.id - b.id)
    .map((row): Member => {
      const subject = readSubject(row.subject);
      return {
        row,
        threadId: row.threadId,
        id: row.name,
        references: references.get(row.messageId) ?? [],
        author: row.author,
        dateMs: row.date,
        title: row.title,
        version: subject.version,
        part: subject.part,
        total: subject.total,
        isCover: row.isCover === 1,
        isRfc: subject.isRfc,
        isResend: subject.isResend,
      };
    });
}

/** The Message-IDs that messages refer to, in the order in which they do. */
export async function readReferences(bulk: BulkTables, messages: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await queryIn<{ messageId: number; position: number; text: string }>(
    bulk,
    `SELECT r."messageId", r."position", n."text" FROM "MessageReference" r JOIN "MessageName" n ON n."id" = r."nameId"
     WHERE r."messageId" IN ??`,
    messages,
  );
  const groups = groupBy(
    rows.sort((a, b) => a.position - b.position),
    ({ messageId }) => messageId,
  );
  return new Map([...groups].map(([id, own]) => [id, own.map(({ text }) => text)]));
}
