import type { DebateGraph, GraphRelation } from '#lib/argument/graph';

/** What of a debate a map is to show. */
export interface MapChoice {
  /** The claim in the middle; null for the whole debate. */
  readonly focus: string | null;
  /** Links from the focus that are followed. */
  readonly depth: number;
  /** Claims whose branches are folded. */
  readonly folded: ReadonlySet<string>;
}

/** A claim of the map. */
export interface ChosenClaim {
  readonly slug: string;
  /** Links from the focus; 0 for the focus itself, and for all where there is none. */
  readonly distance: number;
  /** As in {@link MapNode}. */
  readonly fold: 'none' | 'open' | 'folded';
  readonly hidden: number;
}

/** The part of a debate that a map shows. */
export interface MapSelection {
  /** In the order of the graph. */
  readonly claims: readonly ChosenClaim[];
  /** Relations among them. */
  readonly relations: readonly GraphRelation[];
  /** Claims one link further, or without any link; they are shown without lines. */
  readonly rest: readonly string[];
  /** Number of claims that would be shown but for {@link mostDrawn}. */
  readonly left: number;
}

/** Most claims with lines, and without: more boxes are no map that anybody reads. */
export const mostDrawn = 80;
export const mostRest = 24;

/** Claims that a relation ties, each with the one it bears on. */
function linksOf({ from, to, premises }: GraphRelation): readonly (readonly [string, string])[] {
  return [from, ...premises].map((one) => [one, to] as const);
}

/** Neighbours of each claim, in the order of the relations. */
type Links = ReadonlyMap<string, ReadonlySet<string>>;

function listLinks(graph: DebateGraph, isBothWays: boolean): Links {
  const links = new Map<string, Set<string>>(graph.claims.map(({ slug }) => [slug, new Set()]));
  for (const relation of graph.relations) {
    for (const [one, other] of linksOf(relation)) {
      links.get(one)?.add(other);
      if (isBothWays) links.get(other)?.add(one);
    }
  }
  return links;
}

/** What the map shows of a graph; the focus has to be a claim of it. */
export function select(graph: DebateGraph, choice: MapChoice): MapSelection {
  return choice.focus === null ? selectAll(graph, choice.folded) : selectAround(graph, choice.focus, choice);
}

/** Claims by their distance from the focus; what is folded is not gone through. */
function walk(links: Links, focus: string, depth: number, folded: ReadonlySet<string>): ReadonlyMap<string, number> {
  const distances = new Map([[focus, 0]]);
  for (const [slug, distance] of distances) {
    if (distance === depth || folded.has(slug)) continue;
    for (const next of links.get(slug) ?? []) if (!distances.has(next)) distances.set(next, distance + 1);
  }
  return distances;
}

function selectAround(graph: DebateGraph, focus: string, { depth, folded: asked }: MapChoice): MapSelection {
  const folded = new Set(asked);
  folded.delete(focus);
  const links = listLinks(graph, true);
  // A map walks breadth first: those that are left out are the farthest.
  const cut = (found: ReadonlyMap<string, number>) => new Map([...found].slice(0, mostDrawn));
  const found = walk(links, focus, depth, folded);
  const distances = cut(found);
  const hiddenBy = (slug: string): number => {
    const other = new Set(folded);
    if (!other.delete(slug)) other.add(slug);
    return Math.abs(cut(walk(links, focus, depth, other)).size - distances.size);
  };
  const near = walk(links, focus, depth + 1, folded);
  const rest = [...near.keys()].filter((slug) => !found.has(slug));
  return {
    ...choose(graph, distances, (slug) => (slug === focus ? 0 : hiddenBy(slug)), folded),
    rest: rest.slice(0, mostRest),
    left: found.size - distances.size,
  };
}

function selectAll(graph: DebateGraph, folded: ReadonlySet<string>): MapSelection {
  const links = listLinks(graph, true);
  const linked = graph.claims.map(({ slug }) => slug).filter((slug) => (links.get(slug)?.size ?? 0) > 0);
  const most = linked
    .toSorted((one, other) => (links.get(other)?.size ?? 0) - (links.get(one)?.size ?? 0))
    .slice(0, mostDrawn);
  const isMost = new Set(most);
  const bearsOn = listLinks(graph, false);
  const hidden = hideBehind(most, bearsOn, folded);
  const distances = new Map(most.filter((slug) => !hidden.has(slug)).map((slug) => [slug, 0]));
  const hiddenBy = (slug: string): number => {
    const other = new Set(folded);
    if (!other.delete(slug)) other.add(slug);
    return Math.abs(hideBehind(most, bearsOn, other).size - hidden.size);
  };
  const loose = graph.claims.map(({ slug }) => slug).filter((slug) => (links.get(slug)?.size ?? 0) === 0);
  return {
    ...choose(graph, distances, hiddenBy, folded),
    rest: loose.slice(0, mostRest),
    left: linked.filter((slug) => !isMost.has(slug)).length + Math.max(0, loose.length - mostRest),
  };
}

/** Claims that bear on nothing but folded ones, or on claims that are hidden behind them. */
function hideBehind(claims: readonly string[], bearsOn: Links, folded: ReadonlySet<string>): ReadonlySet<string> {
  const hidden = new Set<string>();
  if (folded.size === 0) return hidden;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const slug of claims) {
      const targets = [...(bearsOn.get(slug) ?? [])];
      if (hidden.has(slug) || folded.has(slug) || targets.length === 0) continue;
      if (!targets.every((target) => folded.has(target) || hidden.has(target))) continue;
      hidden.add(slug);
      isChanged = true;
    }
  }
  return hidden;
}

function choose(
  graph: DebateGraph,
  distances: ReadonlyMap<string, number>,
  hiddenBy: (slug: string) => number,
  folded: ReadonlySet<string>,
): Pick<MapSelection, 'claims' | 'relations'> {
  const claims = graph.claims.flatMap(({ slug }): readonly ChosenClaim[] => {
    const distance = distances.get(slug);
    if (distance === undefined) return [];
    const hidden = hiddenBy(slug);
    const isFolded = folded.has(slug) && hidden > 0;
    return [
      { slug, distance, fold: isFolded ? 'folded' : hidden > 0 ? 'open' : 'none', hidden: isFolded ? hidden : 0 },
    ];
  });
  const relations = graph.relations.filter(({ from, to }) => distances.has(from) && distances.has(to));
  return { claims, relations };
}
