import type { OwnForms, OwnPolicy } from '#lib/scenario/own-policy';
import type { PolicyRun, Replay } from '#lib/scenario/run';
import type { Issue, Scenario } from '#lib/scenario/scenario';
import type { Synthesis } from '#lib/scenario/synthesis';
import type { Variation } from '#lib/scenario/variation';

/** A policy as lists and heads show it. What it stands for is written in content/policies. */
export interface PolicyInfo {
  /** `A1`, `P4`. */
  readonly id: string;
  /** The rule in two or three words: `page_count`. */
  readonly rule: string;
  /** `cow-reuse` and the like. */
  readonly family: string;
  /** Whether a released kernel did so, or somebody proposed it. */
  readonly standing: 'released' | 'proposed';
  /** Releases or date in which it was in force, for a table head: `5.9-5.10`, `Aug 2020`. */
  readonly inForce: string;
  /** Id of the policy that this one differs from in a detail only: tables fold it under that one. Null for the others. */
  readonly variantOf: string | null;
}

/** A kind of page that a scenario can be played on. */
export interface KindInfo {
  /** `base`, `thp`. */
  readonly id: string;
  /** As a sentence says it: `base page`. */
  readonly title: string;
}

/** What a policy, a combination of policies or a kernel release is played as. */
export interface Resolved {
  /** The id that a run carries: `A5`, `B0+A5`, `5.12`. */
  readonly id: string;
  /** Name of the kernel whose rules these are; null for a policy or a combination. */
  readonly kernel: string | null;
  /** What a reader must know: `5.13 is played as 5.12, the last change of a rule before it`; null when it is as asked. */
  readonly note: string | null;
  /** The policy of each family: `A5`, `B4`. */
  readonly policies: readonly string[];
}

/** One question that a policy answers, and its answer for each kind of page, in words. */
export interface RuleInWords {
  readonly question: string;
  /** By id of the kind of page. */
  readonly answers: Readonly<Record<string, string>>;
  /** Ids of the decision points that it speaks of. */
  readonly points: readonly string[];
}

/** A question that policies answer differently: what a step of a trace asked, and what a line of a patch writes down. */
export interface DecisionPoint {
  /** As traces, annotations and policies of one's own call it; never changes. */
  readonly id: string;
  /** Family of the policies that answer it. */
  readonly family: string;
  /** What is asked, in a sentence. */
  readonly question: string;
}

/** One point answered as another policy does, all others being as they are. */
export interface AnsweredAs {
  /** Id of a decision point. */
  readonly point: string;
  /** Anything that `resolve` takes. */
  readonly as: string;
}

export interface PropertyInfo {
  readonly name: string;
  readonly title: string;
  /** One sentence that says what breaks it. */
  readonly meaning: string;
}

/** Something that the simulator counts in every outcome, as the head of a table says it: `copies by write`. */
export interface CountInfo {
  readonly of: 'copies' | 'unshares' | 'forkCopies';
  readonly title: string;
}

/** One form of step that a scenario may use, for the reference and for completion. */
export interface StepForm {
  readonly verb: string;
  /** `gup read VAR -> HANDLE` */
  readonly syntax: string;
  readonly meaning: string;
}

/** A policy of one's own to begin with. */
export interface Starter {
  readonly id: string;
  readonly title: string;
  /** One sentence that says what it tries. */
  readonly meaning: string;
  /** Canonical text of the policy. */
  readonly text: string;
}

export interface Bounds {
  readonly maxStates: number;
  /** Count schedules only where there are at most this many states. */
  readonly maxCountedStates: number;
}

/** An exploration under way: call `advance` until `result` is set, looking at `states` and `depth` in between. */
export interface Exploration {
  /** Works for at most about this many states; true when it is finished. */
  advance(states: number): boolean;
  readonly states: number;
  readonly depth: number;
  /** True once every state was visited that will be: what is left is to count schedules and to trace what was found. */
  readonly isSearched: boolean;
  /** Set once `advance` returned true. */
  readonly result: PolicyRun | undefined;
}

/**
 * A simulator: the part of Moot that knows what a debate is about. The runner, the pages, the command line and the
 * recorded verdicts reach it through this interface alone.
 */
export interface Simulator {
  readonly id: string;
  /** Version of engine and model. */
  readonly engine: string;
  /** Family by family; in each in the order of their releases, proposed ones last. */
  readonly policies: readonly PolicyInfo[];
  /** Kinds of page, the first being the one that is meant where nobody says. */
  readonly kinds: readonly KindInfo[];
  /** Named kernels: choices of one policy in each family. */
  readonly kernels: readonly string[];
  readonly properties: readonly PropertyInfo[];
  /** Empty where nothing is copied that one could count. */
  readonly counts: readonly CountInfo[];
  readonly steps: readonly StepForm[];
  parse(text: string): { readonly scenario: Scenario | undefined; readonly issues: readonly Issue[] };
  /** Canonical text: `parse(print(s))` equals `s`, and `print(parse(t))` equals `t` for canonical `t`. */
  print(scenario: Scenario): string;
  /** Kinds that a scenario is played on: those that it names, else every one on which all of its steps make sense. */
  kindsFor(scenario: Scenario): readonly string[];
  /** Ids of the policies whose family occurs in a scenario, in the order of `policies`, and of those that its text brings. */
  policiesFor(scenario: Scenario): readonly string[];
  /** What a policy of one's own may say. */
  readonly own: OwnForms;
  /** Policies to begin with, and a scenario's text for them where nobody chose another. */
  readonly starters: readonly Starter[];
  readonly example: string;
  /** The policies that a scenario's text brings, as lists show them. */
  ownPolicies(scenario: Scenario): readonly PolicyInfo[];
  /** Reads a text that holds policies of one's own and nothing else; put into a scenario's `ownPolicies` they are played. */
  parseOwn(text: string): { readonly policies: readonly OwnPolicy[] | undefined; readonly issues: readonly Issue[] };
  /** The policy that one is a change of; null for the first of its family and for what is no policy. */
  predecessorOf(policy: string): string | null;
  /** What a policy decides, question by question; empty for what is no policy. */
  rulesOf(policy: string): readonly RuleInWords[];
  /** Every question that policies answer, family by family; empty where the simulator names none. */
  readonly points: readonly DecisionPoint[];
  /**
   * What a policy answers at a point, by kind of page; kinds on which it is never asked are missing. Undefined for what is
   * no policy, and for a point of another family.
   */
  answerAt(policy: string, point: string): Readonly<Record<string, string>> | undefined;
  /**
   * Begins a search under a policy that answers one point as another one does; undefined where there is no such point.
   * Absent where the simulator cannot take policies apart.
   */
  exploreAs?(
    scenario: Scenario,
    policy: string,
    answered: AnsweredAs,
    bounds: Bounds,
    kind?: string,
  ): Exploration | undefined;
  /** Every scenario that differs from one in a single assumption; absent where the simulator knows of none. */
  variations?(scenario: Scenario): readonly Variation[];
  /** Searches rules of one family that nobody proposed; absent where the simulator cannot. */
  readonly synthesis?: Synthesis;
  /** What a text names: a policy, a combination (`B0+A5`), a kernel (`5.10`); undefined when it names none. */
  resolve(text: string): Resolved | undefined;
  /** Begins a search. `policy` is anything that `resolve` takes, or a policy of the text; `kind` is the scenario's first kind by default. */
  explore(scenario: Scenario, policy: string, bounds: Bounds, kind?: string): Exploration;
  /** Plays a schedule again. Never throws on a schedule that does not apply: `problem` says where. */
  replay(scenario: Scenario, policy: string, schedule: string, kind?: string): Replay;
}
