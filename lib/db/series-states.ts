import { changeStates } from '#lib/argument/record/change';
import { readCommits } from '#lib/db/commits';
import type { Moot } from '#lib/db/open';
import { listGivenStates } from '#lib/db/series-state';
import { readSeriesTrailers, type SeriesTrailers, type TrailerVersion } from '#lib/db/series-trailers';
import { readWord } from '#lib/db/words';
import { type StateFacts, type StateOfSeries, stateOf } from '#lib/patch/series/state';
import { countTrailers, type TrailerCounts } from '#lib/patch/trailer/gather';
import { TAKEN } from '#lib/patch/trailer/reply-trailer';

/** States and counts by number of the posting. */
export interface SeriesStates {
  readonly states: ReadonlyMap<number, StateOfSeries>;
  readonly counts: ReadonlyMap<number, TrailerCounts>;
  readonly trailers: SeriesTrailers['trailers'];
}

/** Above so many, all are read: naming each would be longer. */
const MANY = 2000;

/** The state of each of these postings, and its A, R, T and N. Asks the database a fixed number of times. */
export async function readStates(
  moot: Moot,
  series: readonly number[] | 'all',
  options: { readonly areVersions?: boolean } = {},
): Promise<SeriesStates> {
  const { lineages, trailers, mails } = await readSeriesTrailers(moot, series, options);
  const all = lineages.flat();
  const ids = all.flatMap(({ parts }) => parts.map(({ id }) => id));
  const isMany = ids.length > MANY;
  const named = isMany ? {} : { name: { text: { in: ids } } };
  const [rows, commits, changes, given, replies] = await Promise.all([
    moot.prisma.series.findMany({
      ...(series === 'all' || isMany ? {} : { where: { id: { in: [...series] } } }),
      select: {
        id: true,
        isRfc: true,
        total: true,
        patches: { select: { part: true, isCover: true, isProposal: true } },
      },
    }),
    readCommits(moot, isMany ? 'all' : ids),
    moot.prisma.change.findMany({
      where: named,
      select: { state: true, release: true, name: { select: { text: true } } },
    }),
    listGivenStates(moot),
    countReplies(moot, all),
  ]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const changeOf = new Map(changes.map((change) => [change.name?.text ?? '', change]));
  const seriesOf = new Map(all.flatMap(({ seriesId, parts }) => parts.map(({ id }) => [id, seriesId] as const)));
  const takenBy = new Map<number, { name: string; dateIso: string | null }[]>();
  for (const { above, from, dateIso, given: said } of mails) {
    if (!said.some(({ key }) => key === TAKEN)) continue;
    const of = above.map((id) => seriesOf.get(id)).find((id) => id !== undefined);
    if (of === undefined) continue;
    takenBy.set(of, [...(takenBy.get(of) ?? []), { name: from.name || from.address, dateIso }]);
  }
  const states = new Map<number, StateOfSeries>();
  const counts = new Map<number, TrailerCounts>();
  for (const versions of lineages) {
    const held = new Set<string>();
    for (const version of versions) {
      const row = rowOf.get(version.seriesId);
      if (row === undefined) continue;
      const gathered = version.parts.flatMap(({ id }) => trailers.get(id) ?? []);
      const counted = countTrailers(gathered);
      const nacks = gathered.filter(({ key, excluded }) => key === 'Nacked-by' && excluded === null);
      const patches = version.parts.filter(({ isCover }) => !isCover);
      const became = patches.flatMap(({ id }) => commits.get(id)?.slice(0, 1) ?? []);
      const later = versions.at(-1);
      const author = version.parts[0]?.author;
      const facts: StateFacts = {
        label: version.label,
        isRfc: row.isRfc,
        patches: patches.length,
        missing: countMissing(row, held),
        later:
          later === undefined || later === version
            ? null
            : { label: later.label, commits: later.parts.filter(({ id }) => commits.has(id)).length },
        change: findChange(version, changeOf),
        commits: { patches: became.length, release: became.find(({ release }) => release !== null)?.release ?? null },
        counts: counted,
        nackedBy: [...new Set(nacks.map(({ name, address }) => name || address))],
        takenBy: (takenBy.get(version.seriesId) ?? [])
          .filter(({ name }) => name !== author?.name)
          .toSorted((a, b) => (a.dateIso ?? '').localeCompare(b.dateIso ?? '')),
        replies: replies.get(version.seriesId) ?? 0,
      };
      for (const { part } of row.patches) if (part !== null) held.add(`${row.total}/${part}`);
      const said = version.parts.map(({ id }) => given.get(id)).find((one) => one !== undefined);
      states.set(version.seriesId, stateOf(facts, said ?? null));
      counts.set(version.seriesId, counted);
    }
  }
  return { states, counts, trailers };
}

interface PartsRow {
  readonly total: number | null;
  readonly patches: readonly {
    readonly part: number | null;
    readonly isCover: boolean;
    readonly isProposal: boolean;
  }[];
}

/** Patches that it lacks, but those that an earlier version of as many has: that one did not send them again. */
function countMissing({ total, patches }: PartsRow, earlier: ReadonlySet<string>): number {
  if (total === null || total > 1000) return 0;
  const own = new Set(patches.filter(({ isCover, isProposal }) => !isCover && !isProposal).map(({ part }) => part));
  let missing = 0;
  for (let part = 1; part <= total; part++) if (!own.has(part) && !earlier.has(`${total}/${part}`)) missing++;
  return missing;
}

type ChangeFacts = ReadonlyMap<string, { readonly state: string; readonly release: string | null }>;

/** What the debate's record says of its head, or says alike of every patch of it. */
function findChange({ parts }: TrailerVersion, changes: ChangeFacts): StateFacts['change'] {
  const patches = parts.filter(({ isCover }) => !isCover);
  const head = changes.get(parts[0]?.id ?? '');
  const isHead = head !== undefined && (parts[0]?.isCover === true || patches.length === 1);
  const all = patches.map(({ id }) => changes.get(id));
  const [first] = all;
  const alike = first !== undefined && all.every((one) => one?.state === first.state) ? first : undefined;
  const found = isHead ? head : alike;
  return found === undefined ? null : { state: readWord(changeStates, found.state), release: found.release };
}

/** Mails of others that stand below a patch of each posting, by its number. */
async function countReplies(moot: Moot, versions: readonly TrailerVersion[]): Promise<ReadonlyMap<number, number>> {
  const ids = versions.flatMap(({ parts }) => parts.map(({ id }) => id));
  const rows = await moot.prisma.patch.findMany({
    where: { isProposal: false, ...(ids.length > MANY ? {} : { message: { name: { text: { in: ids } } } }) },
    select: { seriesId: true, message: { select: { nameId: true, threadId: true, fromAddress: true } } },
  });
  const threads = [...new Set(rows.map(({ message }) => message.threadId))];
  const mails = await moot.prisma.message.findMany({
    ...(threads.length > MANY ? {} : { where: { threadId: { in: threads } } }),
    select: { nameId: true, parentId: true, fromAddress: true },
    orderBy: { id: 'asc' },
  });
  const place = new Map<number, { readonly seriesId: number; readonly author: string } | null>();
  for (const { seriesId, message } of rows) place.set(message.nameId, { seriesId, author: message.fromAddress });
  const parentOf = new Map(mails.map(({ nameId, parentId }) => [nameId, parentId]));
  const counts = new Map<number, number>();
  const patches = new Set(place.keys());
  for (const { nameId, fromAddress } of mails) {
    if (patches.has(nameId)) continue;
    // Up to what is known, then down again: a thread may be 600 deep.
    const path: number[] = [];
    const seen = new Set<number>();
    let at: number | null = nameId;
    while (at !== null && !place.has(at) && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = parentOf.get(at) ?? null;
    }
    const found = at === null ? null : (place.get(at) ?? null);
    for (const id of path) place.set(id, found);
    if (found !== null && found.author !== fromAddress)
      counts.set(found.seriesId, (counts.get(found.seriesId) ?? 0) + 1);
  }
  return counts;
}

interface Stamped {
  readonly stamp: string;
  readonly states: Promise<SeriesStates>;
}

const kept = new WeakMap<Moot['prisma'], Stamped>();

/** The states of all postings, for lists and their filters: made anew when mail, commits or records changed. */
export async function readAllStates(moot: Moot): Promise<SeriesStates> {
  const [messages, series, commits, records] = await Promise.all([
    moot.prisma.message.aggregate({ _count: true, _max: { id: true } }),
    moot.prisma.series.aggregate({ _count: true, _max: { id: true }, _sum: { lineageId: true } }),
    moot.prisma.commitPatch.count(),
    moot.prisma.record.aggregate({
      where: { kind: { in: ['series-state', 'change'] } },
      _count: true,
      _sum: { version: true },
    }),
  ]);
  const stamp = JSON.stringify([messages, series, commits, records]);
  const known = kept.get(moot.prisma);
  if (known?.stamp === stamp) return known.states;
  const states = readStates(moot, 'all');
  kept.set(moot.prisma, { stamp, states });
  // A failure is not kept: who asks next tries again.
  states.catch(() => kept.delete(moot.prisma));
  return states;
}
