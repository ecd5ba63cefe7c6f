import { type Cluster, findClusters, type SeriesRow, seriesColumns } from '#lib/db/archive-bulk/find-clusters';
import { groupBy, queryIn } from '#lib/db/archive-bulk/find-in';
import type { Groupings } from '#lib/db/archive-bulk/groupings';
import type { Member } from '#lib/db/archive-bulk/thread-patch';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';
import { regroup, type SeriesCorrection } from '#lib/patch/series/regroup';
import type { SeriesGroup } from '#lib/patch/series/series';

/** What grouping changed, for what comes after it. */
export interface Regrouped {
  /** Series of the threads grouped, whose other versions are to be looked for. */
  readonly series: ReadonlySet<number>;
  /** Lineages that lost a series. */
  readonly lineages: ReadonlySet<number>;
}

/** A series as it is to be: under the number of one of its patches', if that is free, else under a new one. */
interface Target {
  readonly group: SeriesGroup<Member>;
  readonly kept: SeriesRow | undefined;
  readonly isProposal: boolean;
  id: number;
}

/** Where a patch goes. */
interface Move {
  readonly member: Member;
  readonly target: Target;
  readonly part: number | undefined;
}

/**
 * Groups the patches of these threads anew and stores the difference: a series that still has a patch of its own keeps its
 * number. Done once a batch for the threads whose patches changed, because a patch may come before its cover letter.
 */
export async function regroupThreads(
  bulk: BulkTables,
  threads: Iterable<number>,
  groupings: Groupings,
  placeholder: number | undefined,
): Promise<Regrouped> {
  const clusters = await findClusters(bulk, threads, groupings, placeholder);
  const parents = await readParents(bulk, clusters);
  const targets: Target[] = [];
  const moves: Move[] = [];
  const gone: SeriesRow[] = [];
  for (const cluster of clusters) {
    const free = new Map(cluster.series.map((row) => [row.id, row]));
    groupCluster(cluster, groupings, parents, free, targets, moves);
    gone.push(...free.values());
  }
  const opened = targets.filter(({ kept }) => kept === undefined);
  if (opened.length > 0) {
    const first = await bulk.reserve('Series', opened.length);
    for (const [i, target] of opened.entries()) target.id = first + i;
  }
  await bulk.insert(
    'Series',
    ['id', ...seriesColumns],
    opened.map(({ id, group }) => [id, ...seriesCells(group)]),
  );
  const changed = targets.flatMap(({ kept, group }): [number, ...Cell[]][] =>
    kept === undefined || isSame(kept, group) ? [] : [[kept.id, ...seriesCells(group)]],
  );
  await bulk.update('Series', seriesColumns, changed);
  const moved = moves.flatMap(({ member: { row }, target, part }): [number, ...Cell[]][] =>
    row.seriesId === target.id && row.part === (part ?? null) ? [] : [[row.id, target.id, part ?? null]],
  );
  await bulk.update('Patch', ['seriesId', 'part'], moved);
  await bulk.deleteIn(
    'Series',
    'id',
    gone.map(({ id }) => id),
  );
  return {
    series: new Set(targets.flatMap(({ id, isProposal }) => (isProposal ? [] : [id]))),
    lineages: new Set(gone.flatMap(({ lineageId }) => lineageId ?? [])),
  };
}

function groupCluster(
  { members: all }: Cluster,
  groupings: Groupings,
  parents: ReadonlyMap<string, string>,
  free: Map<number, SeriesRow>,
  targets: Target[],
  moves: Move[],
): void {
  const open = (group: SeriesGroup<Member>, isProposal: boolean): Target => {
    const held = group.members.map(({ row }) => row.seriesId).filter((id) => free.has(id));
    const kept = free.get(held.sort((a, b) => a - b)[0] ?? 0);
    if (kept !== undefined) free.delete(kept.id);
    const target: Target = { group, kept, isProposal, id: kept?.id ?? 0 };
    targets.push(target);
    for (const member of group.members) moves.push({ member, target, part: member.part });
    return target;
  };
  const members = all.filter(({ row }) => row.isProposal === 0);
  const targetOf = new Map<string, Target>();
  for (const group of regroup(members, readCorrections(members, groupings))) {
    const target = open(group, false);
    for (const member of group.members) targetOf.set(member.id, target);
  }
  for (const proposal of all) {
    if (proposal.row.isProposal === 0) continue;
    const answered = findAnswered(proposal, parents, targetOf);
    if (answered === undefined) open({ ...proposal, members: [proposal] }, true);
    else moves.push({ member: proposal, target: answered, part: undefined });
  }
}

function seriesCells(group: SeriesGroup<Member>): Cell[] {
  const { title, author, dateMs, version, total, isRfc, isResend } = group;
  const threadId = headOf(group).threadId;
  return [
    ...[threadId, title, version, total ?? null, author, new Date(dateMs), isRfc, isResend],
    ...[readChangeId(group), readBaseCommit(group)],
  ];
}

function isSame(row: SeriesRow, group: SeriesGroup<Member>): boolean {
  const stored: Cell[] = [
    ...[row.threadId, row.title, row.version, row.total, row.author, row.date, row.isRfc, row.isResend],
    ...[row.changeId, row.baseCommit],
  ];
  const plain = (cell: Cell) =>
    cell instanceof Date ? cell.getTime() : typeof cell === 'boolean' ? Number(cell) : cell;
  return seriesCells(group).every((cell, i) => plain(cell) === stored[i]);
}

function headOf({ members: [head] }: SeriesGroup<Member>): Member {
  if (head === undefined) throw new Error('Cannot store a series without a patch');
  return head;
}

/** b4 writes the change-id into the cover letter; Gerrit's names one patch, so it is only a single patch's. */
function readChangeId({ members }: SeriesGroup<Member>): string | null {
  const [head, second] = members;
  const found = members.find(({ row }) => row.changeId !== null && !/^I[0-9a-f]{40}$/.test(row.changeId));
  return found?.row.changeId ?? (second === undefined ? (head?.row.changeId ?? null) : null);
}

function readBaseCommit({ members }: SeriesGroup<Member>): string | null {
  return members.find(({ row }) => row.baseCommit !== null)?.row.baseCommit ?? null;
}

function readCorrections(members: readonly Member[], groupings: Groupings): SeriesCorrection[] {
  if (groupings.size === 0) return [];
  const names = new Map(members.map(({ row }) => [row.nameId, row.name]));
  return members.flatMap(({ row }) =>
    (groupings.get(row.nameId) ?? []).flatMap((one): SeriesCorrection[] => {
      if (one.nameId !== row.nameId) return [];
      if (one.how === 'apart') return one.from === 'series' ? [{ kind: 'apart', id: row.name }] : [];
      const head = names.get(one.withId ?? 0);
      if (one.how !== 'part-of' || head === undefined) return [];
      return [{ kind: 'part-of', id: row.name, head, part: one.part ?? undefined }];
    }),
  );
}

/** Replies are followed up no further than this: a thread may be 600 deep, and a circle has no end. */
const DEPTH = 1000;

/** The series of the patch that a proposal answers, however many replies stand between. */
function findAnswered(
  proposal: Member,
  parents: ReadonlyMap<string, string>,
  targetOf: ReadonlyMap<string, Target>,
): Target | undefined {
  let at = parents.get(proposal.id);
  for (let depth = 0; at !== undefined && depth < DEPTH; depth++) {
    const found = targetOf.get(at);
    if (found !== undefined) return found;
    at = parents.get(at);
  }
  for (const id of [...proposal.references].reverse()) {
    const found = targetOf.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The parent of each message of the threads that a proposal is in; of several mails under one id, the first one's. */
async function readParents(bulk: BulkTables, clusters: readonly Cluster[]): Promise<Map<string, string>> {
  const proposals = clusters.flatMap(({ members }) => members.filter(({ row }) => row.isProposal === 1));
  if (proposals.length === 0) return new Map();
  const rows = await queryIn<{ form: number; name: string; parent: string }>(
    bulk,
    `SELECT m."form", n."text" AS "name", up."text" AS "parent"
     FROM "Message" m JOIN "MessageName" n ON n."id" = m."nameId" JOIN "MessageName" up ON up."id" = m."parentId"
     WHERE m."threadId" IN ??`,
    [...groupBy(proposals, ({ threadId }) => threadId).keys()],
  );
  return new Map(rows.sort((a, b) => b.form - a.form).map(({ name, parent }) => [name, parent]));
}
