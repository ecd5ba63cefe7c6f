import type { ClaimFront, ClaimKind } from '#lib/argument/record/claim';
import type { RelationKind } from '#lib/argument/relation';
import { type Attitude, findHolders } from '#lib/argument/stance';

/** What somebody said of a claim, and in which mail. `date` is ISO 8601 without time. */
export interface GraphStance {
  readonly person: string;
  readonly attitude: Attitude;
  /** Message-ID without angle brackets. */
  readonly message: string;
  readonly date: string;
  readonly note: string;
}

/** A claim as far as the argument needs it. */
export interface GraphClaim {
  readonly slug: string;
  readonly title: string;
  readonly kind: ClaimKind;
  readonly topic: string;
  /** Number in its topic. */
  readonly order: number;
  /** Day of its first stance; null where it has none. */
  readonly since: string | null;
  /** Slugs of those whose last stance asserts, accepts or concedes it. */
  readonly holders: readonly string[];
  readonly stances: readonly GraphStance[];
  /** Slugs of the scenarios that test it. */
  readonly scenarios: readonly string[];
}

/** How one claim bears on another; what the fields mean is said in `record/claim.ts`. */
export interface GraphRelation {
  readonly kind: RelationKind;
  /** Slug of the claim whose record has the relation. */
  readonly from: string;
  readonly to: string;
  readonly premises: readonly string[];
  readonly toward: string | null;
  readonly scenario: string | null;
  readonly person: string | null;
  readonly message: string | null;
  readonly date: string;
  readonly note: string;
}

/** A debate as claims and what ties them. Every relation stands between claims of the graph. */
export interface DebateGraph {
  readonly claims: readonly GraphClaim[];
  readonly relations: readonly GraphRelation[];
}

/** The graph of the records of claims, in their order; a relation to a claim that is not among them is left out. */
export function makeGraph(fronts: readonly ClaimFront[]): DebateGraph {
  const known = new Set(fronts.map(({ id }) => id));
  return keepKnown({ claims: fronts.map(viewClaim), relations: fronts.flatMap(listRelations) }, known);
}

/** The part of a graph that speaks of some claims alone. An inference goes when one of its premises does. */
export function keepKnown(graph: DebateGraph, known: ReadonlySet<string>): DebateGraph {
  return {
    claims: graph.claims.filter(({ slug }) => known.has(slug)),
    relations: graph.relations.filter(
      ({ from, to, premises, toward }) =>
        known.has(from) &&
        known.has(to) &&
        premises.every((slug) => known.has(slug)) &&
        (toward === null || known.has(toward)),
    ),
  };
}

function viewClaim({ id, title, kind, topic, order, stances, scenarios }: ClaimFront): GraphClaim {
  const said = stances.map(({ person, attitude, message, date, note }) => ({ person, attitude, message, date, note }));
  const tests = new Set(scenarios.map(({ scenario }) => scenario));
  return { slug: id, title, kind, topic, order, ...heldBy(said), scenarios: [...tests] };
}

/** Stances, and what follows from them. */
export function heldBy(stances: readonly GraphStance[]): Pick<GraphClaim, 'since' | 'holders' | 'stances'> {
  const [since = null] = stances.map(({ date }) => date).toSorted();
  return { since, holders: findHolders(stances), stances };
}

function listRelations({ id, relations }: ClaimFront): readonly GraphRelation[] {
  return relations.map((relation) => ({
    kind: relation.kind,
    from: id,
    to: relation.claim,
    premises: relation.premises,
    toward: relation.toward ?? null,
    scenario: relation.scenario ?? null,
    person: relation.person ?? null,
    message: relation.message ?? null,
    date: relation.date,
    note: relation.note,
  }));
}
