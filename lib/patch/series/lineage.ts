import { comparableTitle } from '#lib/patch/series/similar-title';
import {
  findReason,
  followsByLikeness,
  followsByTitle,
  type LinkReason,
  linkReasons,
  type PostedSeries,
} from '#lib/patch/series/version-link';

/** What a person said of versions: that two postings are versions of one series, or that one is none of its others. */
export type VersionCorrection =
  | { readonly kind: 'joined'; readonly key: number; readonly to: number }
  | { readonly kind: 'apart'; readonly key: number };

/** What ties a posting to another version of its series. */
export interface VersionLink {
  readonly to: number;
  readonly reason: LinkReason;
}

/** The versions of one series, in the order of posting, each with what ties it to the others; the first has no link. */
export type JoinedLineage = readonly { readonly key: number; readonly link: VersionLink | undefined }[];

interface Edge {
  readonly earlier: PostedSeries;
  readonly later: PostedSeries;
  readonly reason: LinkReason;
}

/**
 * Joins postings into lineages. Their order does not matter, and one more posting changes nothing among postings that have
 * neither a tie to it nor its author and title: so it may be asked of a part of an archive that is closed under both.
 */
export function joinLineages(
  postings: readonly PostedSeries[],
  corrections: readonly VersionCorrection[],
): JoinedLineage[] {
  const sorted = [...postings].sort(
    (a, b) => a.dateMs - b.dateMs || a.version - b.version || compare(a.ids[0] ?? '', b.ids[0] ?? ''),
  );
  const edges = correct(findEdges(sorted), sorted, corrections);
  const place = new Map(sorted.map((posting, i) => [posting.key, i]));
  const root = new Map(sorted.map(({ key }) => [key, key]));
  const find = (key: number): number => {
    let at = key;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up;
    root.set(key, at);
    return at;
  };
  for (const { earlier, later } of edges) root.set(find(later.key), find(earlier.key));
  const lineages = new Map<number, { key: number; link: VersionLink | undefined }[]>();
  for (const { key } of sorted) {
    const own = lineages.get(find(key)) ?? [];
    own.push({ key, link: undefined });
    lineages.set(find(key), own);
  }
  const links = chooseLinks(edges, place);
  return [...lineages.values()].map((lineage) =>
    lineage.map(({ key }, i) => ({ key, link: i === 0 ? undefined : links.get(key) })),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every pair that something ties. Pairs are looked for by what they share, not each with each. */
function findEdges(sorted: readonly PostedSeries[]): Edge[] {
  const owner = new Map(sorted.flatMap((posting) => posting.ids.map((id) => [id, posting] as const)));
  const partners = new Map<PostedSeries, Set<PostedSeries>>();
  const pair = (a: PostedSeries, b: PostedSeries | undefined) => {
    if (b === undefined || a === b) return;
    const known = partners.get(a) ?? new Set();
    partners.set(a, known.add(b));
  };
  const byAuthor = new Map<string, PostedSeries[]>();
  const sharing = new Map<string, PostedSeries[]>();
  for (const posting of sorted) {
    for (const id of posting.references) pair(posting, owner.get(id));
    for (const { id } of posting.mentions) pair(posting, owner.get(id));
    for (const key of keysOf(posting)) {
      for (const other of sharing.get(key) ?? []) pair(posting, other);
      append(sharing, key, posting);
    }
    append(byAuthor, posting.author, posting);
  }
  const place = new Map(sorted.map((posting, i) => [posting, i]));
  const answered = new Map(sorted.map((posting) => [posting, findAnswered(posting, owner)]));
  const edges: Edge[] = [];
  for (const [a, others] of partners) {
    for (const b of others) {
      const [earlier, later] = (place.get(a) ?? 0) < (place.get(b) ?? 0) ? [a, b] : [b, a];
      const reason = findReason(earlier, later, answered.get(later) === earlier);
      if (reason !== undefined) edges.push({ earlier, later, reason });
    }
  }
  for (const own of byAuthor.values()) edges.push(...byTitle(own));
  for (const own of byAuthor.values()) edges.push(...byLikeness(own, edges));
  return edges;
}

/** What two postings have to share to be compared: a change-id; a patch's title or patch-id, by the same author. */
function keysOf({ author, changeId, patches }: PostedSeries): Set<string> {
  const keys = new Set(patches.map(({ title }) => `title ${author} ${comparableTitle(title)}`));
  for (const { patchId } of patches) if (patchId !== undefined) keys.add(`patch ${author} ${patchId}`);
  if (changeId !== undefined) keys.add(`change ${changeId}`);
  return keys;
}

function findAnswered(posting: PostedSeries, owner: ReadonlyMap<string, PostedSeries>): PostedSeries | undefined {
  for (const id of [...posting.references].reverse()) {
    const found = owner.get(id);
    if (found !== undefined && found !== posting) return found;
  }
  return undefined;
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Of postings with one title, each may follow the last before it: a title that came up before that is another series. */
function byTitle(own: readonly PostedSeries[]): Edge[] {
  const last = new Map<string, PostedSeries>();
  const edges: Edge[] = [];
  for (const later of own) {
    const title = comparableTitle(later.title);
    const earlier = last.get(title);
    if (earlier !== undefined && followsByTitle(earlier, later)) edges.push({ earlier, later, reason: 'title' });
    last.set(title, later);
  }
  return edges;
}

/** Likeness of titles counts only for a posting that nothing surer ties to an earlier one, and to one without a next. */
function byLikeness(own: readonly PostedSeries[], sure: readonly Edge[]): Edge[] {
  const following = new Set(sure.map(({ later }) => later));
  const followed = new Set(sure.map(({ earlier, later }) => `${earlier.key} ${Math.floor(later.version)}`));
  const edges: Edge[] = [];
  for (const [i, later] of own.entries()) {
    if (following.has(later) || (later.version < 2 && later.isRfc)) continue;
    for (const earlier of own.slice(0, i)) {
      if (earlier.version >= later.version && !earlier.isRfc) continue;
      if (followed.has(`${earlier.key} ${Math.floor(later.version)}`)) continue;
      if (followsByLikeness(earlier, later)) edges.push({ earlier, later, reason: 'similar' });
    }
  }
  return edges;
}

/** A posting set apart has no link but those that a person made. */
function correct(
  edges: readonly Edge[],
  sorted: readonly PostedSeries[],
  corrections: readonly VersionCorrection[],
): Edge[] {
  const byKey = new Map(sorted.map((posting) => [posting.key, posting]));
  const place = new Map(sorted.map((posting, i) => [posting.key, i]));
  const apart = new Set(corrections.flatMap((one) => (one.kind === 'apart' ? [one.key] : [])));
  const kept = edges.filter(({ earlier, later }) => !apart.has(earlier.key) && !apart.has(later.key));
  for (const one of corrections) {
    if (one.kind === 'apart' || one.key === one.to) continue;
    const [a, b] = [byKey.get(one.key), byKey.get(one.to)];
    if (a === undefined || b === undefined) continue;
    const isLater = (place.get(a.key) ?? 0) > (place.get(b.key) ?? 0);
    kept.push({ earlier: isLater ? b : a, later: isLater ? a : b, reason: 'hand' });
  }
  return kept;
}

/** For each posting the link to show: to an earlier one, by the surest reason, to the nearest; else to a later one. */
function chooseLinks(edges: readonly Edge[], place: ReadonlyMap<number, number>): Map<number, VersionLink> {
  const best = new Map<number, { readonly link: VersionLink; readonly rank: readonly number[] }>();
  const offer = (key: number, to: number, reason: LinkReason, isEarlier: boolean) => {
    const distance = Math.abs((place.get(key) ?? 0) - (place.get(to) ?? 0));
    const rank = [isEarlier ? 0 : 1, linkReasons.indexOf(reason), distance];
    const held = best.get(key);
    if (held === undefined || isBefore(rank, held.rank)) best.set(key, { link: { to, reason }, rank });
  };
  for (const { earlier, later, reason } of edges) {
    offer(later.key, earlier.key, reason, true);
    offer(earlier.key, later.key, reason, false);
  }
  return new Map([...best].map(([key, { link }]) => [key, link]));
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value < (b[i] ?? 0);
  return false;
}
