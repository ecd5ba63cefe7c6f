import { groupBy, queryIn } from '#lib/db/archive-bulk/find-in';
import type { Groupings } from '#lib/db/archive-bulk/groupings';
import { type Member, readMembers } from '#lib/db/archive-bulk/thread-patch';
import type { BulkTables } from '#lib/db/bulk/tables';
import { groupSeries, isLone, UNTHREADED } from '#lib/patch/series/series';

/** A series as it is stored. */
export interface SeriesRow {
  readonly id: number;
  readonly threadId: number;
  readonly title: string;
  readonly version: number;
  readonly total: number | null;
  readonly author: string;
  readonly date: number;
  readonly isRfc: number;
  readonly isResend: number;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly lineageId: number | null;
}

export const seriesColumns = [
  ...['threadId', 'title', 'version', 'total', 'author', 'date', 'isRfc', 'isResend', 'changeId', 'baseCommit'],
] as const;

/** Threads that share a series, or may come to share one: they are grouped together. */
export interface Cluster {
  readonly members: readonly Member[];
  /** The series that begin in one of them. */
  readonly series: readonly SeriesRow[];
}

/** The clusters that these threads are in. */
export async function findClusters(
  bulk: BulkTables,
  threads: Iterable<number>,
  groupings: Groupings,
  placeholder: number | undefined,
): Promise<Cluster[]> {
  const found = new Map<number, readonly Member[]>();
  const series = new Map<number, SeriesRow>();
  const ties = new Ties();
  let wave = [...new Set(threads)];
  while (wave.length > 0) {
    const members = groupBy(await readMembers(bulk, wave), ({ threadId }) => threadId);
    for (const id of wave) {
      found.set(id, members.get(id) ?? []);
      ties.add(id);
    }
    const own = [...members.values()].flat();
    const next = [
      ...(await findSharing(bulk, wave, own, series, placeholder)),
      ...(await findNear(bulk, members)),
      ...(groupings.size === 0 ? [] : await findCorrected(bulk, own, groupings)),
    ];
    for (const [thread, other] of next) ties.join(thread, other);
    wave = [...new Set(next.map(([, other]) => other))].filter((id) => !found.has(id));
  }
  const seriesOf = groupBy([...series.values()], ({ threadId }) => threadId);
  return ties.groups().map((ids) => ({
    members: ids.flatMap((id) => found.get(id) ?? []),
    series: ids.flatMap((id) => seriesOf.get(id) ?? []),
  }));
}

type Tie = readonly [thread: number, other: number];

/** Threads that share a series with one of these; fills in the series met. */
async function findSharing(
  bulk: BulkTables,
  wave: readonly number[],
  members: readonly Member[],
  series: Map<number, SeriesRow>,
  placeholder: number | undefined,
): Promise<Tie[]> {
  const columns = ['id', 'lineageId', ...seriesColumns];
  const used = [...new Set(members.map(({ row }) => row.seriesId))].filter((id) => id !== placeholder);
  const begun = await bulk.findIn<SeriesRow>('Series', columns, 'threadId', wave);
  const met = begun.filter(({ id }) => id !== placeholder);
  const known = new Set(met.map(({ id }) => id));
  const foreign = used.filter((id) => !known.has(id) && !series.has(id));
  met.push(...(await bulk.findIn<SeriesRow>('Series', columns, 'id', foreign)));
  for (const row of met) series.set(row.id, row);
  const ties: Tie[] = [];
  for (const { threadId, row } of members) {
    const other = series.get(row.seriesId)?.threadId;
    if (other !== undefined && other !== threadId) ties.push([threadId, other]);
  }
  const away = await queryIn<{ seriesId: number; threadId: number }>(
    bulk,
    `SELECT DISTINCT p."seriesId", m."threadId" FROM "Patch" p JOIN "Message" m ON m."id" = p."messageId"
       JOIN "Series" s ON s."id" = p."seriesId" WHERE p."seriesId" IN ?? AND m."threadId" <> s."threadId"`,
    met.map(({ id }) => id),
  );
  for (const { seriesId, threadId } of away) {
    const own = series.get(seriesId)?.threadId;
    if (own !== undefined) ties.push([own, threadId]);
  }
  return ties;
}

/** Threads with a numbered patch that a lone one of these may have been sent with. */
async function findNear(bulk: BulkTables, members: ReadonlyMap<number, readonly Member[]>): Promise<Tie[]> {
  const lone = [...members.values()].flatMap(findLone);
  if (lone.length === 0) return [];
  const dates = lone.map(({ dateMs }) => dateMs);
  const from = dates.reduce((a, b) => Math.min(a, b)) - UNTHREADED;
  const until = dates.reduce((a, b) => Math.max(a, b)) + UNTHREADED;
  const near = await queryIn<{ threadId: number; date: number; author: string; total: number; version: number }>(
    bulk,
    `SELECT m."threadId", m."date", m."fromAddress" AS "author", p."total", p."version"
     FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id"
     WHERE m."date" BETWEEN ? AND ? AND p."total" > 1 AND m."fromAddress" IN ??`,
    [...new Set(lone.map(({ author }) => author))],
    [new Date(from), new Date(until)],
  );
  const byAuthor = groupBy(near, ({ author }) => author);
  return lone.flatMap(({ threadId, author, dateMs, total, version }) =>
    (byAuthor.get(author) ?? []).flatMap((other): Tie[] => {
      const isNear = Math.abs(other.date - dateMs) <= UNTHREADED && other.total === total && other.version === version;
      return isNear && other.threadId !== threadId ? [[threadId, other.threadId]] : [];
    }),
  );
}

function findLone(members: readonly Member[]): Member[] {
  const own = members.filter(({ row }) => row.isProposal === 0);
  if (own.length === 0 || own.every(({ total, references }) => (total ?? 1) < 2 || references.length > 0)) return [];
  return groupSeries(own)
    .filter(isLone)
    .flatMap((group) => group.members);
}

/** Threads that people said have to do with these. */
async function findCorrected(bulk: BulkTables, members: readonly Member[], groupings: Groupings): Promise<Tie[]> {
  const said = members.flatMap(({ threadId, row }) =>
    (groupings.get(row.nameId) ?? []).flatMap(({ nameId, withId }) =>
      [nameId, withId].flatMap((name) => (name === null ? [] : [{ threadId, name }])),
    ),
  );
  const names = await bulk.findIn<{ id: number; threadId: number | null }>(
    'MessageName',
    ['id', 'threadId'],
    'id',
    said.map(({ name }) => name),
  );
  const threadOf = new Map(names.map(({ id, threadId }) => [id, threadId]));
  return said.flatMap(({ threadId, name }): Tie[] => {
    const other = threadOf.get(name) ?? threadId;
    return other === threadId ? [] : [[threadId, other]];
  });
}

/** Numbers, and which of them belong together. */
export class Ties {
  readonly #up = new Map<number, number>();

  add(id: number): void {
    if (!this.#up.has(id)) this.#up.set(id, id);
  }

  join(one: number, other: number): void {
    this.add(one);
    this.add(other);
    this.#up.set(this.#find(one), this.#find(other));
  }

  /** In the order in which the first of each came. */
  groups(): number[][] {
    return [...groupBy([...this.#up.keys()], (id) => this.#find(id)).values()];
  }

  #find(id: number): number {
    let at = id;
    for (let up = this.#up.get(at); up !== undefined && up !== at; up = this.#up.get(at)) at = up;
    this.#up.set(id, at);
    return at;
  }
}
