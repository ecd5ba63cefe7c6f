import { type PageQuery, readDay, readFirst, writeHref } from '../_components/page-query';

/** What the address of a map asks for. */
export interface MapAsked {
  /** Slug; empty for the first claim that the debate features. */
  readonly claim: string;
  readonly isAll: boolean;
  /** Links from the claim, 1 to 3. */
  readonly depth: number;
  readonly folded: readonly string[];
  /** A policy, a combination or a kernel; empty for the newest kernel of the day. */
  readonly under: string;
  /** ISO 8601; empty for today. */
  readonly at: string;
}

/** Depths to choose from, and the one that is meant where nobody says. */
export const depths = [1, 2, 3] as const;
const usualDepth = 1;

/** Reads an address; what makes no sense is as if it were not there. */
export function readMapQuery(query: PageQuery): MapAsked {
  const depth = Number(readFirst(query, 'depth'));
  return {
    claim: readFirst(query, 'claim'),
    isAll: query.all !== undefined,
    depth: depths.find((one) => one === depth) ?? usualDepth,
    folded: [query.fold ?? []].flat().filter((slug) => slug !== ''),
    under: readFirst(query, 'under'),
    at: readDay(readFirst(query, 'at')) ?? '',
  };
}

/** The address of a map, or of its `path` below. Another claim in the middle opens all folds. */
export function mapHref(asked: MapAsked, change: Partial<MapAsked> = {}, path = '/map'): string {
  const { claim, isAll, depth, folded, under, at } = { ...asked, ...change };
  const start = isAll ? `${path}?all` : writeHref(path, { claim, depth: depth === usualDepth ? '' : String(depth) });
  const rest = new URLSearchParams(folded.map((slug) => ['fold', slug]));
  if (under !== '') rest.set('under', under);
  if (at !== '') rest.set('at', at);
  return rest.size === 0 ? start : `${start}${start.includes('?') ? '&' : '?'}${rest}`;
}

/** The address with a claim's branches folded, or open where they are. */
export function foldHref(asked: MapAsked, slug: string): string {
  const isFolded = asked.folded.includes(slug);
  return mapHref(asked, { folded: isFolded ? asked.folded.filter((one) => one !== slug) : [...asked.folded, slug] });
}
