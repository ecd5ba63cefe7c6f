import { findWorst, type Testimony, wordOf } from '#lib/argument/standing';
import type { VerdictWord } from '#lib/scenario/run';

/** A policy as far as an argument from verdicts needs it. */
export interface JudgedPolicy {
  readonly id: string;
  readonly family: string;
  readonly standing: 'released' | 'proposed';
  /** Id of the policy that this one differs from in a detail only; null for the others. */
  readonly variantOf: string | null;
}

/** A recorded run, without schedules and traces. */
export interface JudgedRun {
  readonly scenario: string;
  /** Kind of page that was played. */
  readonly kind: string;
  /** Whether that is the kind that is meant where nobody names one. */
  readonly isFirst: boolean;
  readonly policy: string;
  /** Whether the policy's family occurs in the scenario. */
  readonly isApplicable: boolean;
  readonly isStuck: boolean;
  /** Verdict of each property by name. */
  readonly words: ReadonlyMap<string, VerdictWord>;
  /** Every copy made on a write, over all ends; null where nothing came to an end. */
  readonly copies: { readonly least: number; readonly most: number } | null;
  /** Which bound was reached; null where the search was complete. */
  readonly bound: string | null;
  /** Judged by another engine, or from another text: says nothing about today. */
  readonly stale: boolean;
}

/** A property of a scenario, on a kind of page: what a claim or an objection rests on. `copies` is a count. */
export interface PropertyTest {
  readonly scenario: string;
  readonly property: string;
  readonly kind?: string | undefined;
}

/** The property that names no verdict but a count. */
export const copiesProperty = 'copies';

/** Every recorded run, to be asked. `policies` are family by family, in the order of their releases, proposed ones last. */
export interface VerdictMatrix {
  readonly policies: readonly JudgedPolicy[];
  readonly runs: readonly JudgedRun[];
  /** The run of a scenario under a policy, on its first kind of page by default; undefined where none is recorded. */
  findRun(scenario: string, policy: string, kind?: string): JudgedRun | undefined;
  /** What a run says of a test; undefined where none is recorded or it is stale, and for a count. */
  findTestimony(test: PropertyTest, policy: string): (Testimony & { readonly test: PropertyTest }) | undefined;
  /** The word of a test under a policy, undefined as above; `stuck` where an actor cannot finish and nothing is worse. */
  findWord(test: PropertyTest, policy: string): VerdictWord | undefined;
}

export function makeVerdictMatrix(policies: readonly JudgedPolicy[], runs: readonly JudgedRun[]): VerdictMatrix {
  const keyOf = (scenario: string, policy: string, kind: string) => `${scenario} ${policy} ${kind}`;
  const byKey = new Map<string, JudgedRun>();
  for (const run of runs) {
    byKey.set(keyOf(run.scenario, run.policy, run.kind), run);
    if (run.isFirst) byKey.set(keyOf(run.scenario, run.policy, ''), run);
  }
  const findRun: VerdictMatrix['findRun'] = (scenario, policy, kind = '') => byKey.get(keyOf(scenario, policy, kind));
  const findTestimony: VerdictMatrix['findTestimony'] = (test, policy) => {
    const run = findRun(test.scenario, policy, test.kind);
    if (run === undefined || run.stale || test.property === copiesProperty) return undefined;
    const verdict = run.isApplicable ? run.words.get(test.property) : 'not applicable';
    return verdict === undefined ? undefined : { verdict, isStuck: run.isStuck, test };
  };
  return {
    policies,
    runs,
    findRun,
    findTestimony,
    findWord: (test, policy) => {
      const testimony = findTestimony(test, policy);
      return testimony === undefined ? undefined : wordOf(testimony);
    },
  };
}

/** Whether a word says that something failed that was promised. */
export function isFailure(word: VerdictWord | undefined): boolean {
  return word === 'violated' || word === 'stuck' || word === 'unreached';
}

/** Whether a word says that a promise was broken. What is `unreached` was a possibility, and no policy owes one. */
export function isBroken(word: VerdictWord | undefined): boolean {
  return word === 'violated' || word === 'stuck';
}

/** Whether a word says that something was kept in every order. */
export function isKept(word: VerdictWord | undefined): boolean {
  return word === 'holds' || word === 'reached';
}

/** A claim's word under a policy: the worst of its tests; undefined where none of them says anything. */
export function wordOfTests(
  matrix: VerdictMatrix,
  tests: readonly PropertyTest[],
  policy: string,
): VerdictWord | undefined {
  const worst = findWorst(tests.flatMap((test) => matrix.findTestimony(test, policy) ?? []));
  return worst === undefined || wordOf(worst) === 'not applicable' ? undefined : wordOf(worst);
}
