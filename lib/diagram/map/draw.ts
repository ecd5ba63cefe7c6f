import type { DebateGraph } from '#lib/argument/graph';
import type { Label } from '#lib/argument/label';
import type { MapDrawing, MapNode } from '#lib/diagram/map/drawing';
import type { MapChoice, MapSelection } from '#lib/diagram/map/selection';

/** A labelled debate, as far as a map needs it. */
export interface LabelledGraph {
  readonly graph: DebateGraph;
  readonly labels: ReadonlyMap<string, Label>;
  /** Names of people, by slug. */
  readonly people: ReadonlyMap<string, string>;
}

/** What is drawn of a selection. `under` says by what it was judged, as a sentence ends: `5.19`. */
export function makeDrawing(
  { graph, labels, people }: LabelledGraph,
  { claims, relations, rest, left }: MapSelection,
  { focus, depth }: MapChoice,
  under: string,
): MapDrawing {
  const bySlug = new Map(graph.claims.map((claim) => [claim.slug, claim]));
  const node = (slug: string, fold: MapNode['fold'], hidden: number): readonly MapNode[] => {
    const claim = bySlug.get(slug);
    if (claim === undefined) return [];
    const [first, ...others] = claim.holders;
    const name = first === undefined ? '' : (people.get(first) ?? first);
    const holder = others.length === 0 ? name : `${name} +${others.length}`;
    const label = labels.get(slug) ?? 'undecided';
    return [{ slug, title: claim.title, label, holder, isFocus: slug === focus, fold, hidden }];
  };
  const title =
    focus === null ? 'The whole debate' : `What bears on: ${bySlug.get(focus)?.title ?? focus}, and on what it bears`;
  const counts = `${count(claims.length, 'claim')} and ${count(relations.length, 'relation')}, ${
    focus === null ? 'each claim' : `at most ${count(depth, 'link')} away, each`
  } labelled under ${under}`;
  const cut =
    left === 0 ? '' : ` ${count(left, 'further claim')} ${left === 1 ? 'is' : 'are'} left out: more boxes are no map.`;
  return {
    title,
    description: `${counts}; an arrow leads from a claim to what it bears on. The outline holds the same.${cut}`,
    nodes: claims.flatMap(({ slug, fold, hidden }) => node(slug, fold, hidden)),
    edges: relations.map(({ kind, from, to, premises, toward, scenario }) => {
      return { kind, from, to, premises, toward, isOfRuns: scenario !== null };
    }),
    rest: {
      heading: focus === null ? 'Without relations' : `Beyond ${count(depth, 'link')}`,
      nodes: rest.flatMap((slug) => node(slug, 'none', 0)),
    },
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
