import type { Choice, Frame, PolicyRun, Replay, TraceStep, VerdictWord } from '#lib/scenario/run';
import type { Exploration, PolicyInfo, Simulator } from '#lib/scenario/simulator';

/** Two actors that each count up once; under `sum` a third turn of B breaks `never-three`. */
const policies: readonly PolicyInfo[] = [
  { id: 'T1', rule: 'sum', family: 'toy', standing: 'released', inForce: '1.0', variantOf: null },
  { id: 'T2', rule: 'cap', family: 'toy', standing: 'released', inForce: '2.0', variantOf: null },
  { id: 'T3', rule: 'late cap', family: 'toy', standing: 'proposed', inForce: '2021', variantOf: null },
];

function cap(policy: string): number {
  return policy === 'T1' ? Number.POSITIVE_INFINITY : policy === 'T2' ? 1 : 2;
}

function replay(policy: string, schedule: string): Replay {
  let value = 0;
  const choices: readonly Choice[] = [
    { code: 'A', actor: 'A', label: 'wait', line: 1, disabled: null },
    { code: 'B', actor: 'B', label: 'add', line: 2, disabled: null },
    { code: 'B2', actor: 'B', label: 'add two', line: 2, disabled: null },
  ];
  const frames: Frame[] = [{ step: null, cells: [{ name: 'N.value', value: '0' }], broken: [], choices }];
  let problem: string | null = null;
  for (const [code] of schedule.matchAll(/[A-Z]\d*/g)) {
    const choice = choices.find((one) => one.code === code);
    if (choice === undefined) {
      problem = `This schedule no longer applies at step ${frames.length}: there is no ${code}.`;
      break;
    }
    const before = value;
    if (choice.actor === 'B') value = Math.min(cap(policy), value + (code === 'B2' ? 2 : 1));
    const changes = before === value ? [] : [{ what: 'N.value', before: String(before), after: String(value) }];
    const step: TraceStep = {
      actor: choice.actor,
      step: choice.label,
      line: choice.line,
      changes,
      why: null,
      points: [],
    };
    const cells = [{ name: 'N.value', value: String(value) }];
    frames.push({ step, cells, broken: before < 3 && value >= 3 ? ['never-three'] : [], choices });
  }
  return { policy, schedule, frames, problem };
}

/** A run with one property. */
export function makeRun(policy: string, verdict: VerdictWord, schedule: string | null): PolicyRun {
  const trace = schedule === null ? [] : replay(policy, schedule).frames.flatMap((frame) => frame.step ?? []);
  return {
    policy,
    kind: 'plain',
    kernel: null,
    verdict,
    complete: verdict !== 'unknown',
    bound: verdict === 'unknown' ? 'the search stopped at 4 states' : null,
    states: 4,
    transitions: 5,
    schedules: verdict === 'unknown' ? null : '3',
    stuck: null,
    properties: [{ name: 'never-three', verdict, schedule, trace, vacuous: false }],
    outcomes: [],
  };
}

/** A search that finds nothing for `slices` slices and then has a result. */
function explore(policy: string, slices: number): Exploration {
  let left = slices;
  let states = 0;
  return {
    advance(most) {
      states += most;
      left -= 1;
      return left <= 0;
    },
    get states() {
      return states;
    },
    get depth() {
      return slices - left;
    },
    get isSearched() {
      return left <= 0;
    },
    get result() {
      return left > 0
        ? undefined
        : makeRun(policy, policy === 'T1' ? 'violated' : 'holds', policy === 'T1' ? 'BBB' : null);
    },
  };
}

/** A text that holds the word `bad` cannot be read; `slow` takes many slices. */
export const toy: Simulator = {
  id: 'toy',
  engine: 'toy-1',
  policies,
  properties: [{ name: 'never-three', title: 'Three', meaning: 'N reaches three.' }],
  counts: [],
  steps: [],
  kinds: [{ id: 'plain', title: 'plain' }],
  kernels: [],
  kindsFor: () => ['plain'],
  policiesFor: () => policies.map(({ id }) => id),
  own: { points: [], settings: [], asks: [], names: () => false },
  starters: [],
  example: 'toy',
  ownPolicies: () => [],
  parseOwn: () => ({ policies: [], issues: [] }),
  predecessorOf: () => null,
  rulesOf: () => [],
  points: [],
  answerAt: () => undefined,
  resolve: (text) =>
    policies.some(({ id }) => id === text) ? { id: text, kernel: null, note: null, policies: [text] } : undefined,
  parse(text) {
    const column = text.indexOf('bad') + 1;
    if (column > 0) {
      return {
        scenario: undefined,
        issues: [{ severity: 'error', code: 'bad', message: 'found `bad`', line: 1, column }],
      };
    }
    const head = { line: 1, comments: [], note: null };
    const empty = {
      pages: null,
      ownPolicies: [],
      declarations: [],
      phases: [],
      properties: [],
      expectations: [],
      trailing: [],
    };
    return { scenario: { simulator: 'toy', name: text, head, ...empty }, issues: [] };
  },
  print: (scenario) => scenario.name,
  explore: (scenario, policy) => explore(policy, scenario.name === 'slow' ? 1000 : 3),
  replay: (_, policy, schedule) => replay(policy, schedule),
};
