import type { PatchOfThread } from '#lib/db/archive-bulk/series-statements';
import type { Statements } from '#lib/db/archive-bulk/statements';
import { regroup, type SeriesCorrection, type ThreadedMember } from '#lib/patch/series/regroup';
import { groupSeries, isLone, type SeriesGroup, UNTHREADED } from '#lib/patch/series/series';
import { readSubject } from '#lib/patch/subject';

/** What grouping changed, for what comes after it. */
export interface Regrouped {
  /** Series of the threads grouped, whose other versions are to be looked for. */
  readonly series: Set<number>;
  /** Lineages that lost a series. */
  readonly lineages: Set<number>;
}

interface Member extends ThreadedMember {
  readonly row: PatchOfThread;
}

/**
 * Groups the patches of these threads anew and stores the difference: a series that still has a patch of its own keeps its
 * number. Done once a batch for the threads whose patches changed, because a patch may come before its cover letter.
 * Threads that share a series, or may come to share one, are grouped together.
 */
export function regroupThreads(sql: Statements, threads: Iterable<number>): Regrouped {
  const regrouped: Regrouped = { series: new Set(), lineages: new Set() };
  const done = new Set<number>();
  const isCorrected = sql.hasGroupings.get() !== undefined;
  for (const threadId of threads) {
    if (done.has(threadId)) continue;
    const cluster = findCluster(sql, threadId, isCorrected);
    for (const id of cluster.keys()) done.add(id);
    storeCluster(sql, cluster, isCorrected, regrouped);
  }
  return regrouped;
}

/** The members of a thread and of every thread that it shares a series with, or may. */
function findCluster(sql: Statements, threadId: number, isCorrected: boolean): Map<number, Member[]> {
  const cluster = new Map<number, Member[]>();
  const waiting = [threadId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (cluster.has(id)) continue;
    const members = readMembers(sql, id);
    cluster.set(id, members);
    for (const row of sql.threadsSharing.all({ thread: id })) waiting.push(row.threadId);
    for (const { dateMs, author, total, version } of findLone(members)) {
      const near = sql.threadsNear.all(dateMs - UNTHREADED, dateMs + UNTHREADED, author, total ?? 0, version, id);
      for (const row of near) waiting.push(row.threadId);
    }
    if (!isCorrected) continue;
    for (const { row } of members) {
      for (const { nameId, withId } of sql.groupings.all({ name: row.nameId })) {
        for (const name of [nameId, withId]) {
          const other = name === null ? undefined : sql.threadOfName.get(name)?.threadId;
          if (typeof other === 'number') waiting.push(other);
        }
      }
    }
  }
  return cluster;
}

function findLone(members: readonly Member[]): Member[] {
  const own = members.filter(({ row }) => row.isProposal === 0);
  if (own.length === 0 || own.every(({ total, references }) => (total ?? 1) < 2 || references.length > 0)) return [];
  return groupSeries(own)
    .filter(isLone)
    .flatMap((group) => group.members);
}

function readMembers(sql: Statements, threadId: number): Member[] {
  const patches = sql.patchesOf.all(threadId);
  return patches.map((row): Member => {
    const subject = readSubject(row.subject);
    return {
      row,
      threadId,
      id: row.name,
      references: sql.referencesOf.all(row.messageId).map((reference) => reference.text),
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

function storeCluster(
  sql: Statements,
  cluster: ReadonlyMap<number, readonly Member[]>,
  isCorrected: boolean,
  regrouped: Regrouped,
): void {
  const free = new Map<number, number | null>();
  for (const id of cluster.keys()) for (const row of sql.seriesOf.all(id)) free.set(row.id, row.lineageId);
  const all = [...cluster.values()].flat();
  const members = all.filter(({ row }) => row.isProposal === 0);
  const corrections = isCorrected ? readCorrections(sql, members) : [];
  const seriesOf = new Map<string, number>();
  for (const group of regroup(members, corrections)) {
    const id = storeGroup(sql, group, free);
    regrouped.series.add(id);
    for (const member of group.members) seriesOf.set(member.id, id);
  }
  for (const proposal of all.filter(({ row }) => row.isProposal === 1)) {
    const answered = findAnswered(sql, proposal, seriesOf);
    if (answered === undefined) storeGroup(sql, { ...proposal, members: [proposal] }, free);
    else moveTo(sql, proposal, answered, undefined);
  }
  for (const [id, lineageId] of free) {
    if (lineageId !== null) regrouped.lineages.add(lineageId);
    sql.deleteSeries.run(id);
  }
}

/** Stores a series under the number that one of its patches has, if that is free; else under a new one. */
function storeGroup(sql: Statements, group: SeriesGroup<Member>, free: Map<number, number | null>): number {
  const [head] = group.members;
  if (head === undefined) throw new Error('Cannot store a series without a patch');
  const kept = group.members
    .map(({ row }) => row.seriesId)
    .filter((id) => free.has(id))
    .sort((a, b) => a - b)[0];
  const { title, author, dateMs, version, total } = group;
  const [isRfc, isResend] = [Number(group.isRfc), Number(group.isResend)];
  const changeId = readChangeId(group);
  const baseCommit = group.members.find(({ row }) => row.baseCommit !== null)?.row.baseCommit ?? null;
  const columns = [
    ...([head.threadId, title, version, total ?? null, author, dateMs] as const),
    ...([isRfc, isResend, changeId, baseCommit] as const),
  ] as const;
  let id = kept;
  if (id === undefined) id = Number(sql.insertSeries.run(...columns).lastInsertRowid);
  else {
    free.delete(id);
    sql.setSeries.run(...columns, id);
  }
  for (const member of group.members) moveTo(sql, member, id, member.part);
  return id;
}

function moveTo(sql: Statements, { row }: Member, seriesId: number, part: number | undefined): void {
  if (row.seriesId === seriesId && row.part === (part ?? null)) return;
  sql.setPatchSeries.run(seriesId, part ?? null, row.id);
}

/** b4 writes the change-id into the cover letter; Gerrit's names one patch, so it is only a single patch's. */
function readChangeId({ members }: SeriesGroup<Member>): string | null {
  const [head, second] = members;
  const found = members.find(({ row }) => row.changeId !== null && !/^I[0-9a-f]{40}$/.test(row.changeId));
  return found?.row.changeId ?? (second === undefined ? (head?.row.changeId ?? null) : null);
}

function readCorrections(sql: Statements, members: readonly Member[]): SeriesCorrection[] {
  const names = new Map(members.map(({ row }) => [row.nameId, row.name]));
  return members.flatMap(({ row }) =>
    sql.groupings.all({ name: row.nameId }).flatMap((one): SeriesCorrection[] => {
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
function findAnswered(sql: Statements, proposal: Member, seriesOf: ReadonlyMap<string, number>): number | undefined {
  let at: string | undefined = sql.parentOf.get(proposal.id)?.text;
  for (let depth = 0; at !== undefined && depth < DEPTH; depth++) {
    const found = seriesOf.get(at);
    if (found !== undefined) return found;
    at = sql.parentOf.get(at)?.text;
  }
  for (const id of [...proposal.references].reverse()) {
    const found = seriesOf.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}
