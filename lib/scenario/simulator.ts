import type { PolicyRun, Replay } from '#lib/scenario/run';
import type { Issue, Scenario } from '#lib/scenario/scenario';

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
}

export interface PropertyInfo {
  readonly name: string;
  readonly title: string;
  /** One sentence that says what breaks it. */
  readonly meaning: string;
}

/** One form of step that a scenario may use, for the reference and for completion. */
export interface StepForm {
  readonly verb: string;
  /** `gup read VAR -> HANDLE` */
  readonly syntax: string;
  readonly meaning: string;
}

export interface Bounds {
  readonly maxStates: number;
  /** Count schedules only while at most this many states are known. */
  readonly maxCountedStates: number;
}

/** An exploration under way: call `advance` until `result` is set, looking at `states` and `depth` in between. */
export interface Exploration {
  /** Works for at most about this many states; true when it is finished. */
  advance(states: number): boolean;
  readonly states: number;
  readonly depth: number;
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
  /** In the order of their releases, proposed ones last. */
  readonly policies: readonly PolicyInfo[];
  readonly properties: readonly PropertyInfo[];
  readonly steps: readonly StepForm[];
  parse(text: string): { readonly scenario: Scenario | undefined; readonly issues: readonly Issue[] };
  /** Canonical text: `parse(print(s))` equals `s`, and `print(parse(t))` equals `t` for canonical `t`. */
  print(scenario: Scenario): string;
  explore(scenario: Scenario, policy: string, bounds: Bounds): Exploration;
  /** Plays a schedule again. Never throws on a schedule that does not apply: `problem` says where. */
  replay(scenario: Scenario, policy: string, schedule: string): Replay;
}
