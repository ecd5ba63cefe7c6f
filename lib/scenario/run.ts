/**
 * What running a scenario gives: plain values, the same in a worker, in Node, in the database and in `moot run --json`.
 * Nothing here knows which simulator played.
 */

/** What a verdict promises is in content/guide/verdicts.md. */
export type VerdictWord =
  | 'holds'
  | 'violated'
  | 'reached'
  | 'unreached'
  | 'unknown'
  | 'vacuous'
  | 'stuck'
  | 'not applicable';

/** One thing that a step changed, as a reader would name it: `F0.count` from `2` to `3`. */
export interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** One step of a trace. `line` is the 1-based line of the scenario's text that it plays. */
export interface TraceStep {
  readonly actor: string;
  readonly step: string;
  readonly line: number;
  readonly changes: readonly Change[];
  /** What the policy was asked and answered in this step, in a sentence; null when it was not asked. */
  readonly why: string | null;
  /** Ids of the decision points that the policy was asked in this step, in the order of asking. */
  readonly points: readonly string[];
}

export interface PropertyRun {
  readonly name: string;
  readonly verdict: VerdictWord;
  /** `null` where there is no schedule to show (it holds, or the search met a bound first). */
  readonly schedule: string | null;
  /** The shortest schedule that breaks (or, for `reach`, shows) the property; empty where `schedule` is null. */
  readonly trace: readonly TraceStep[];
  /** True when the situation that the property speaks about never arose. */
  readonly vacuous: boolean;
}

/** One distinct way in which a run can end. */
export interface Outcome {
  readonly registers: Readonly<Record<string, string>>;
  readonly copies: number;
  readonly unshares: number;
  readonly forkCopies: number;
  /** A shortest schedule that ends so; the same in every run. */
  readonly schedule: string;
}

/** A scenario under one policy. */
export interface PolicyRun {
  readonly policy: string;
  /** Page kind that was played. */
  readonly kind: string;
  readonly kernel: string | null;
  readonly verdict: VerdictWord;
  /** True when every reachable state was visited. */
  readonly complete: boolean;
  /** Which bound was reached, in words; null when none was. */
  readonly bound: string | null;
  readonly states: number;
  readonly transitions: number;
  /** Exact number of maximal schedules in decimal; null where they were not counted. */
  readonly schedules: string | null;
  /** A shortest schedule after which some actor can never finish; null when there is none. */
  readonly stuck: { readonly schedule: string; readonly trace: readonly TraceStep[] } | null;
  readonly properties: readonly PropertyRun[];
  readonly outcomes: readonly Outcome[];
}

/** A scenario under every policy that was asked for: the object that `moot run --json` prints. */
export interface ScenarioRun {
  readonly scenario: string;
  /** Version of the engine and the model: a verdict recorded under another version is stale. */
  readonly engine: string;
  readonly runs: readonly PolicyRun[];
}

/** A choice that is open at a point of a replay. */
export interface Choice {
  /** Letters that this choice appends to a schedule string. */
  readonly code: string;
  readonly actor: string;
  readonly label: string;
  readonly line: number;
  /** Null when the choice can be taken; else why it cannot ("waits for step 3 of P"). */
  readonly disabled: string | null;
}

/** A named value of the state, for the row under the trace. */
export interface Cell {
  readonly name: string;
  readonly value: string;
}

/** The state after a step of a replay; the first frame is the state before any step and its `step` is null. */
export interface Frame {
  readonly step: TraceStep | null;
  readonly cells: readonly Cell[];
  /** Names of the properties that this step broke (or showed). */
  readonly broken: readonly string[];
  readonly choices: readonly Choice[];
}

/** A schedule played again under one policy. */
export interface Replay {
  readonly policy: string;
  readonly schedule: string;
  readonly frames: readonly Frame[];
  /** Null when every step applied; else a sentence that names the first step that did not. Frames stop there. */
  readonly problem: string | null;
}
