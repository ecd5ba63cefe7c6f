import type { Scenario } from '#lib/scenario/scenario';

/** A scenario that rules are judged in. */
export interface Judged {
  readonly slug: string;
  readonly scenario: Scenario;
}

/** A scenario, on a kind of page, that a rule does not get right. */
export interface NotRight {
  readonly scenario: string;
  readonly kind: string;
  /** The property that breaks, `stuck`, or the bound that was met. */
  readonly by: string;
}

/** How a rule fares in all scenarios that it is judged in. */
export interface Fared {
  readonly notRight: readonly NotRight[];
  /** Copies in the scenarios that it gets right, summed: each at its kindest schedule. */
  readonly least: number;
  /** The same, each at its unkindest schedule. */
  readonly most: number;
}

/** A rule that a search found, and all that fare as it does. */
export interface FoundRule extends Fared {
  /** What it looks at and states; content/guide/synthesis.md says how it is counted. */
  readonly size: number;
  /** How many rules of the search fare the same in every scenario, this one, a smallest of them, included. */
  readonly alike: number;
  /** A policy of one's own: `moot check --own` and the playground read it. */
  readonly text: string;
  /** The same, a sentence a line. */
  readonly words: readonly string[];
}

/** Rules in the order of what they get wrong, then of their copies, then of their sizes. */
export interface FoundList {
  /** Scenarios on kinds of page that they were judged in. */
  readonly judged: number;
  /** Those that no rule of the search gets right. */
  readonly hopeless: readonly NotRight[];
  readonly rules: readonly FoundRule[];
  /** Whether every rule was judged; else the search was stopped, and better ones may be missing. */
  readonly isComplete: boolean;
}

/** What a search for rules gives: plain values, as they are stored. */
export interface SynthesisResult {
  readonly family: string;
  /** Of the largest rule. */
  readonly size: number;
  /** Most things that one condition looks at. */
  readonly perCondition: number;
  /** The policy that answers what no rule decides. */
  readonly like: string;
  /** How many scenarios there were. */
  readonly scenarios: number;
  /** Rules judged by every scenario. */
  readonly all: FoundList;
  /** Rules judged by those scenarios alone that this policy gets right, and where it stands among them. */
  readonly reference: {
    readonly policy: string;
    readonly list: FoundList;
    /** How it fares there itself. */
    readonly least: number;
    readonly most: number;
    /** How many of the listed rules are better; as good ones do not count. */
    readonly better: number;
  };
  /** Every policy of the family, judged by all scenarios. */
  readonly known: readonly (Fared & { readonly policy: string })[];
}

/** A search under way: call `advance` until `result` is set, or stop with `finish`. */
export interface SynthesisRun {
  /** Works for some time that a reader would not notice; true when it is finished. */
  advance(): boolean;
  /** What it is at, in words. */
  readonly progress: string;
  /** Ends it with what was found so far. */
  finish(): SynthesisResult;
  /** Set once `advance` returned true. */
  readonly result: SynthesisResult | undefined;
}

/** Searches rules that were never proposed. */
export interface Synthesis {
  readonly family: string;
  /** Size of the largest rule where nobody asks for another. */
  readonly defaultSize: number;
  begin(scenarios: readonly Judged[], size: number): SynthesisRun;
  /** All that a search depends on of its scenarios, as one text: where it is another, what was found is stale. */
  corpusOf(scenarios: readonly Judged[]): string;
}
