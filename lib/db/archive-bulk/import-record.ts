import type { ImportProblem, ImportSource } from '#lib/db/archive-import';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';

/** Problems that are kept with an import. */
const MOST_PROBLEMS = 1000;

/** An import's record and its source's, by number. */
export interface ImportRecord {
  readonly id: number;
  readonly sourceId: number;
}

/** What a batch adds to its import. */
export interface ImportCounts {
  readonly mails: number;
  readonly added: number;
  readonly known: number;
  readonly unread: number;
  readonly copies: number;
  readonly others: number;
  readonly removed: number;
  readonly patches: number;
  readonly bytes: number;
}

export const noCounts: ImportCounts = {
  ...{ mails: 0, added: 0, known: 0, unread: 0, copies: 0, others: 0, removed: 0, patches: 0, bytes: 0 },
};

const countNames = [
  ...(['mails', 'added', 'known', 'unread', 'copies', 'others', 'removed', 'patches', 'bytes'] as const),
] as const;

export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  const sum = { ...one };
  return Object.assign(sum, Object.fromEntries(countNames.map((name) => [name, one[name] + other[name]])));
}

/** Begins an import, or goes on with the one of the same source that has no end. Inside a transaction. */
export async function openImport(
  bulk: BulkTables,
  { address, kind }: ImportSource,
  list: string | undefined,
): Promise<ImportRecord> {
  const [source] = await bulk.findIn<{ id: number; kind: string; list: string | null }>(
    'MailSource',
    ['id', 'kind', 'list'],
    'address',
    [address],
  );
  const sourceId = source?.id ?? (await bulk.reserve('MailSource', 1));
  if (source === undefined) {
    await bulk.insert('MailSource', ['id', 'address', 'kind', 'list'], [[sourceId, address, kind, list ?? null]]);
  } else {
    const isOther = source.kind !== kind || (list !== undefined && source.list !== list);
    await bulk.update('MailSource', ['kind', 'list'], [[sourceId, kind, list ?? source.list]]);
    // What is read otherwise, or told of another list, is read from its beginning, also after a kill.
    if (isOther) await bulk.update('MailSource', ['cursor'], [[sourceId, null]]);
  }
  const imports = await bulk.findIn<{ id: number; finishedAt: number | null }>(
    'Import',
    ['id', 'finishedAt'],
    'sourceId',
    [sourceId],
  );
  // What standard input brings is no continuation of what it brought before.
  const open = address === '-' ? [] : imports.filter(({ finishedAt }) => finishedAt === null).map(({ id }) => id);
  if (open.length > 0) return { id: open.reduce((a, b) => Math.max(a, b)), sourceId };
  const id = await bulk.reserve('Import', 1);
  await bulk.insert('Import', ['id', 'sourceId', 'startedAt'], [[id, sourceId, new Date()]]);
  return { id, sourceId };
}

/** What is saved of an import together with a batch. */
export interface Progress {
  readonly counts: ImportCounts;
  /** Dates of the first and last of the new mails, milliseconds since 1970. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
  readonly problems: readonly ImportProblem[];
  /** Where the source goes on; undefined where it does not say. */
  readonly cursor: string | undefined;
}

/** Saves what a batch adds to an import, inside the transaction of the batch. */
export async function saveProgress(bulk: BulkTables, record: ImportRecord, progress: Progress): Promise<void> {
  const { counts, firstMs, lastMs, problems, cursor } = progress;
  const columns = [...countNames, 'first', 'last'];
  const [row] = await bulk.findIn<Record<string, number | null>>('Import', columns, 'id', [record.id]);
  const dateOf = (held: number | null | undefined, own: number | undefined, choose: (...of: number[]) => number) => {
    const all = [held ?? undefined, own].filter((ms) => ms !== undefined);
    return all.length === 0 ? null : new Date(choose(...all));
  };
  const cells: Cell[] = countNames.map((name) => (row?.[name] ?? 0) + counts[name]);
  cells.push(dateOf(row?.['first'], firstMs, Math.min), dateOf(row?.['last'], lastMs, Math.max));
  await bulk.update('Import', columns, [[record.id, ...cells]]);
  if (cursor !== undefined) await bulk.update('MailSource', ['cursor'], [[record.sourceId, cursor]]);
  await keepProblems(bulk, record.id, problems);
}

/** Ends an import, inside a transaction; `problems` are those that are no batch's. */
export async function endImport(
  bulk: BulkTables,
  record: ImportRecord,
  problems: readonly ImportProblem[],
): Promise<void> {
  await keepProblems(bulk, record.id, problems);
  await bulk.update('Import', ['finishedAt'], [[record.id, new Date()]]);
  await bulk.update('MailSource', ['checkedAt'], [[record.sourceId, new Date()]]);
}

/** Keeps problems: at most so many, and the last, by its position and its words, says how many more there were. */
async function keepProblems(bulk: BulkTables, importId: number, problems: readonly ImportProblem[]): Promise<void> {
  if (problems.length === 0) return;
  const [held] = await bulk.query<{ last: number | null }>(
    'SELECT max("position") AS "last" FROM "ImportProblem" WHERE "importId" = ?',
    [importId],
  );
  const first = (held?.last ?? -1) + 1;
  const room = Math.max(0, MOST_PROBLEMS - 1 - first);
  const columns = ['importId', 'position', 'file', 'offset', 'severity', 'code', 'message'];
  const rows = problems.slice(0, room).map(({ file, offset, severity, code, message }, i): Cell[] => {
    return [importId, first + i, file, offset ?? null, severity, code, message];
  });
  const last = first + problems.length - 1;
  const more = last - MOST_PROBLEMS + 2;
  if (more > 0) {
    await bulk.deleteIn('ImportProblem', 'code', [moreCode(importId)]);
    rows.push([importId, last, '', null, 'note', moreCode(importId), `${more} more, not kept`]);
  }
  await bulk.insert('ImportProblem', columns, rows);
}

/** Names the one row that says how many problems an import has beside those that are kept. */
function moreCode(importId: number): string {
  return `more-${importId}`;
}
