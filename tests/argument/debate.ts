import type { Debate } from '#lib/argument/debate';
import { change } from '#lib/argument/record/change';
import { type ClaimFront, claim } from '#lib/argument/record/claim';
import { counterexample } from '#lib/argument/record/counterexample';
import { objection } from '#lib/argument/record/objection';
import { type JudgedPolicy, type JudgedRun, makeVerdictMatrix } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

/** Three released policies with a variant, and two proposed ones, of a debate about nothing. */
export const toyPolicies: readonly JudgedPolicy[] = [
  { id: 'T1', family: 'toy', standing: 'released', variantOf: null },
  { id: 'T2', family: 'toy', standing: 'released', variantOf: null },
  { id: 'T2s', family: 'toy', standing: 'released', variantOf: 'T2' },
  { id: 'T3', family: 'toy', standing: 'released', variantOf: null },
  { id: 'X1', family: 'toy', standing: 'proposed', variantOf: null },
  { id: 'X2', family: 'toy', standing: 'proposed', variantOf: null },
];

/** `run('s', 'T1', { p: 'holds' })`: a recorded run on the only kind of page. */
export function run(
  scenario: string,
  policy: string,
  words: Readonly<Record<string, VerdictWord>>,
  rest: Partial<JudgedRun> = {},
): JudgedRun {
  return {
    scenario,
    kind: 'plain',
    isFirst: true,
    policy,
    isApplicable: true,
    isStuck: false,
    words: new Map(Object.entries(words)),
    copies: { least: 0, most: 0 },
    bound: null,
    stale: false,
    ...rest,
  };
}

/** The runs of a scenario's property `p` under the first policies: `runs('s', 'holds', 'violated')`. */
export function runs(scenario: string, ...words: readonly (VerdictWord | null)[]): readonly JudgedRun[] {
  return toyPolicies.flatMap(({ id }, index) => {
    const word = words[index] ?? null;
    return word === null ? [] : [run(scenario, id, { p: word })];
  });
}

type Loose = Readonly<Record<string, unknown>>;

/** A claim that a run of the scenario of its own name tests; what is given replaces that. */
export function claimOf(id: string, given: Loose = {}): ClaimFront {
  return claim.schema.parse({
    id,
    title: `Claim ${id}`,
    kind: 'factual',
    why: 'because',
    topic: 'toys',
    order: 1,
    scenarios: [{ scenario: id, property: 'p' }],
    stances: [says('ann', 'asserts')],
    ...given,
  });
}

export function says(person: string, attitude: string, date = '2021-01-01') {
  return { person, attitude, message: `${person}-${attitude}@example.org`, date, note: `${person} ${attitude}` };
}

export function relates(kind: string, to: string, given: Loose = {}) {
  return { kind, claim: to, date: '2021-01-01', note: 'so', ...given };
}

export function makeDebate(given: {
  readonly claims?: readonly ClaimFront[];
  readonly changes?: readonly Loose[];
  readonly counterexamples?: readonly Loose[];
  readonly objections?: readonly Loose[];
  readonly runs?: readonly JudgedRun[];
}): Debate {
  const { claims = [], changes = [], counterexamples = [], objections = [], runs: played = [] } = given;
  return {
    claims,
    changes: changes.map((one) => change.schema.parse({ title: 'T', date: '2021-01-01', state: 'merged', ...one })),
    counterexamples: counterexamples.map((one) => counterexample.schema.parse({ title: 'T', ...one })),
    objections: objections.map((one) => objection.schema.parse(one)),
    verdicts: makeVerdictMatrix(toyPolicies, played),
  };
}
