import type { OwnPolicy } from '#lib/scenario/own-policy';

/**
 * A scenario as data: what the text says, without any knowledge of the simulator that plays it. Plain JSON throughout,
 * so that it can be posted to a worker or stored.
 */

/** Something to say about a text. `line` and `column` are 1-based, in UTF-16 units. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** What the parser would have taken here. */
  readonly expected?: string;
}

/** Where a part stands and what was remarked on it. */
export interface Remarked {
  /** 1-based line of the text. */
  readonly line: number;
  /** Whole lines of comment before it, without `#`. */
  readonly comments: readonly string[];
  /** The comment at the end of its line; null when there is none. */
  readonly note: string | null;
}

/** `kernel K`, `process P, C on cpu 0`. */
export interface Declaration extends Remarked {
  readonly kind: string;
  readonly names: readonly string[];
  readonly cpu: number | null;
}

/** `pages base, thp`. */
export interface PageKinds extends Remarked {
  readonly kinds: readonly string[];
}

/** One line of an actor. `verb` names the step's form; `args` has what stands in its slots, as written. */
export interface Step extends Remarked {
  readonly type: 'step';
  /** `P`, or `P.reader` for a thread of P. */
  readonly actor: string;
  readonly verb: string;
  readonly args: Readonly<Record<string, string>>;
  /** Name given with `as`; null when there is none. */
  readonly label: string | null;
  /** Labels, or actors, that must be done before. */
  readonly after: readonly string[];
  /** Labels, or actors, that must have begun before. */
  readonly since: readonly string[];
}

/** `check page_count(P:v) = 2`: asked right after the line before it. */
export interface Check extends Remarked {
  readonly type: 'check';
  readonly condition: Expression;
}

/** Lines that run in the order written, or each actor's lines in all orders with those of the others. */
export interface Phase extends Remarked {
  readonly order: 'in order' | 'concurrently';
  readonly lines: readonly (Step | Check)[];
}

export type Mode = 'never' | 'always' | 'finally' | 'reach';

export interface Property extends Remarked {
  readonly mode: Mode;
  readonly condition: Expression;
}

/** What the author expects under some policies. */
export interface Expectation extends Remarked {
  /**
   * Ids, ranges (`A2..A7`), `all`, or `others`: every policy that no expectation names. The last three do not speak of
   * policies that the text brings: those are named.
   */
  readonly policies: readonly string[];
  /** Kinds of page that it speaks of; empty where it speaks of the scenario's first kind. */
  readonly pageKinds: readonly string[];
  readonly verdict: string;
  /** Properties that break; empty when not said. */
  readonly broken: readonly string[];
  readonly clauses: readonly Clause[];
}

/** Over all ways in which a run can end: exactly these values of a register, or this least and most of a count. */
export type Clause =
  | { readonly register: string; readonly values: readonly string[] }
  | { readonly count: CountName; readonly least: string; readonly most: string };

export type CountName = 'copies' | 'unshares' | 'fork-copies' | 'states' | 'schedules';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Expression =
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly is: 'compare'; readonly left: Term; readonly op: Comparison; readonly right: Term }
  /** A property that the simulator brings: `missed-cow`. Stands alone, with `never`. */
  | { readonly is: 'built-in'; readonly name: string }
  /** `done(stored)`: a labelled line, or an actor, is done. */
  | { readonly is: 'done'; readonly name: string };

export type Term =
  /** A register or a value: which of the two, the registers of the scenario tell. */
  | { readonly is: 'name'; readonly name: string }
  /** `page_count(P:v)` */
  | { readonly is: 'measure'; readonly measure: string; readonly of: string };

export interface Scenario {
  /** Id of the simulator that plays it. */
  readonly simulator: string;
  readonly name: string;
  readonly head: Remarked;
  /** Kinds of page that it is to be played on (`pages base, thp`); null when the text does not say. */
  readonly pages: PageKinds | null;
  /** Policies that its text brings; they are played beside those that the simulator has. */
  readonly ownPolicies: readonly OwnPolicy[];
  readonly declarations: readonly Declaration[];
  readonly phases: readonly Phase[];
  readonly properties: readonly Property[];
  readonly expectations: readonly Expectation[];
  /** Comment lines at the end. */
  readonly trailing: readonly string[];
}

/** The process of an actor: `P` of `P.reader`. */
export function processOf(actor: string): string {
  return actor.split('.')[0] ?? actor;
}

/** Every step of a scenario in the order of its text. */
export function stepsOf(scenario: Scenario): readonly Step[] {
  return scenario.phases.flatMap((phase) => phase.lines.filter((line) => line.type === 'step'));
}

/** Names of actors in the order of their first lines. */
export function actorsOf(scenario: Scenario): readonly string[] {
  return [...new Set(stepsOf(scenario).map((step) => step.actor))];
}
