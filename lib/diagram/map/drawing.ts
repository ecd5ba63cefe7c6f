import type { Label } from '#lib/argument/label';
import type { RelationKind } from '#lib/argument/relation';

/** A claim as a box. */
export interface MapNode {
  readonly slug: string;
  readonly title: string;
  readonly label: Label;
  /** Who holds it, in a few words; empty where nobody does. */
  readonly holder: string;
  readonly isFocus: boolean;
  /** `open` where branches hang on it that can be folded, `folded` where they are, `none` where it has none. */
  readonly fold: 'none' | 'open' | 'folded';
  /** Number of claims that are hidden because it is folded. */
  readonly hidden: number;
}

/** A relation as a line. */
export interface MapEdge {
  readonly kind: RelationKind;
  readonly from: string;
  readonly to: string;
  /** Further claims that the inference needs. */
  readonly premises: readonly string[];
  /** Of `undercuts`: the inference from `to` to this claim is attacked; null for every inference from `to`. */
  readonly toward: string | null;
  /** Of `undercuts`: what is attacked is the inference from the runs of a scenario to `to`. */
  readonly isOfRuns: boolean;
}

/** What a map shows: boxes and lines among them, and boxes that stand below it, without lines. */
export interface MapDrawing {
  readonly title: string;
  readonly description: string;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Heading over the boxes below, and those boxes. */
  readonly rest: { readonly heading: string; readonly nodes: readonly MapNode[] };
}

/** What the line of a relation says. */
export const edgeWord = {
  supports: 'supports',
  rebuts: 'rebuts',
  undercuts: 'undercuts',
  concedes: 'concedes',
  supersedes: 'supersedes',
  refines: 'refines',
  contrary: 'contrary to',
  equivalent: 'equivalent to',
} as const satisfies Record<RelationKind, string>;

/** The role in whose colour a relation is drawn; `plain` for those that neither support nor attack. */
export const edgeRole = {
  supports: 'sup',
  rebuts: 'reb',
  undercuts: 'und',
  concedes: 'plain',
  supersedes: 'plain',
  refines: 'plain',
  contrary: 'reb',
  equivalent: 'plain',
} as const satisfies Record<RelationKind, string>;
