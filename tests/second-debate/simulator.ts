import { Explorer } from '#lib/check/explorer';
import { Layout } from '#lib/check/layout';
import type { Alternative, Model, Move } from '#lib/check/model';
import { parseSchedule, printMove, printSchedule } from '#lib/check/schedule';
import { View } from '#lib/check/view';
import type { OwnForms } from '#lib/scenario/own-policy';
import { parseScenario } from '#lib/scenario/parse';
import { parseOwnPolicies } from '#lib/scenario/parse-own';
import { printScenario } from '#lib/scenario/print';
import type { Cell, Frame, Outcome, PolicyRun, PropertyRun, Replay, TraceStep } from '#lib/scenario/run';
import { actorsOf, type Scenario, stepsOf } from '#lib/scenario/scenario';
import type { Bounds, Exploration, Simulator } from '#lib/scenario/simulator';
import { worstVerdict } from '#lib/scenario/verdict';
import type { Form, Vocabulary } from '#lib/scenario/vocabulary';

/** Who is let in when a door opens. */
const policies = [
  { id: 'D1', rule: 'whoever is quick', family: 'door', standing: 'released', inForce: '1.0', variantOf: null },
  { id: 'D2', rule: 'first come', family: 'door', standing: 'released', inForce: '2.0', variantOf: null },
] as const;

const kinds = [{ id: 'door', title: 'a door' }];

const forms: readonly Form[] = [
  { verb: 'queue', syntax: 'queue', meaning: 'stands in line', by: ['guest'] },
  {
    verb: 'enter',
    syntax: 'enter -> REG',
    meaning: 'goes in once it may',
    by: ['guest'],
    results: ['first', 'second', 'third'],
  },
  { verb: 'leave', syntax: 'leave', meaning: 'goes out again', by: ['guest'] },
];

const properties = [
  { name: 'overtaken', title: 'Overtaken', meaning: 'Somebody goes in before one who stood in line earlier.' },
];

const vocabulary: Vocabulary = {
  id: 'door',
  kinds: ['guest'],
  forms,
  measures: [],
  properties,
  policies,
  pageKinds: kinds,
  values: ['first', 'second', 'third'],
  results: ['first', 'second', 'third'],
};

/** Nobody may bring a policy of their own. */
const ownForms: OwnForms = { points: [], asks: [], settings: [], names: () => false };

const places = ['unset', 'first', 'second', 'third'];

/** Bit of the event that somebody was overtaken. */
const overtaken = 1;

interface Guest {
  readonly verb: string;
  readonly own: number;
  readonly next: number;
}

/** A scenario under one policy, ready to be played. */
function compile(scenario: Scenario, policy: string) {
  const actors = actorsOf(scenario);
  const layout = new Layout();
  layout.declare('pc', stepsOf(scenario).length, actors.length);
  layout.declare('ticket', actors.length, actors.length);
  layout.declare('place', actors.length, actors.length);
  layout.declare('queued', actors.length);
  layout.declare('entered', actors.length);
  layout.declare('inside', 1);
  layout.seal();
  const at = (name: string, index = 0) => layout.row(name)[index] ?? 0;
  const isAhead = (view: View, own: number, other: number) =>
    other !== own &&
    view.get(at('place', other)) === 0 &&
    view.get(at('ticket', other)) > 0 &&
    view.get(at('ticket', other)) < view.get(at('ticket', own));
  const play = (view: View, { verb, own, next }: Guest): boolean => {
    if (verb === 'queue') {
      view.set(at('queued'), view.get(at('queued')) + 1);
      view.set(at('ticket', own), view.get(at('queued')));
    } else if (verb === 'leave') view.set(at('inside'), 0);
    else {
      const ahead = actors.some((_, other) => isAhead(view, own, other));
      if (view.get(at('inside')) === 1 || (policy === 'D2' && ahead)) return false;
      view.arose |= overtaken;
      if (ahead) view.events |= overtaken;
      view.set(at('inside'), 1);
      view.set(at('entered'), view.get(at('entered')) + 1);
      view.set(at('place', own), view.get(at('entered')));
    }
    view.set(at('pc', own), next);
    return true;
  };
  const model: Model = {
    view: new View(layout.words),
    initial: new Int32Array(layout.words),
    actors: actors.map((name, own) => {
      const steps = stepsOf(scenario).filter((step) => step.actor === name);
      const program = steps.map(({ verb, line }, index): readonly Alternative[] => {
        const args: Guest = { verb, own, next: index + 1 };
        return [{ line, guard: [], args, fn: play }];
      });
      return { name, code: name, pc: at('pc', own), program: [...program, []] };
    }),
    watches: [{ on: 'event', name: 'overtaken', bit: overtaken }],
    describe: (handle) => layout.describe(handle),
  };
  const cells = (view: View): readonly Cell[] =>
    actors.map((name, own) => ({ name: `${name}.place`, value: places[view.get(at('place', own))] ?? '?' }));
  const registers = (view: View) =>
    Object.fromEntries(
      stepsOf(scenario).flatMap(({ actor, args }) =>
        args.REG === undefined ? [] : [[args.REG, places[view.get(at('place', actors.indexOf(actor)))] ?? '?']],
      ),
    );
  const asksDoor = (line: number) => stepsOf(scenario).some((step) => step.line === line && step.verb === 'enter');
  return { model, cells, registers, asksDoor };
}

type Compiled = ReturnType<typeof compile>;

function replayMoves(
  { model, cells, asksDoor }: Compiled,
  moves: readonly Move[],
): { frames: Frame[]; problem: string | null } {
  const { view } = model;
  view.words.set(model.initial);
  view.events = 0;
  const frames: Frame[] = [{ step: null, cells: cells(view), broken: [], choices: choicesOf(model) }];
  for (const [index, move] of moves.entries()) {
    const actor = model.actors[move.actor];
    const alternative = actor?.program[view.get(actor.pc)]?.[move.alternative];
    const before = cells(view);
    if (actor === undefined || alternative === undefined || !alternative.fn(view, alternative.args)) {
      return { frames, problem: `Step ${index + 1} does not apply.` };
    }
    const after = cells(view);
    const changes = after.flatMap(({ name, value }, at) =>
      value === before[at]?.value ? [] : [{ what: name, before: before[at]?.value ?? '', after: value }],
    );
    const step: TraceStep = {
      actor: actor.name,
      step: `goes on at line ${alternative.line}`,
      line: alternative.line,
      changes,
      why: null,
      points: asksDoor(alternative.line) ? ['who goes in'] : [],
    };
    const broken = (view.events & overtaken) === 0 ? [] : ['overtaken'];
    view.events = 0;
    frames.push({ step, cells: after, broken, choices: choicesOf(model) });
  }
  return { frames, problem: null };
}

function choicesOf(model: Model): Frame['choices'] {
  const { view } = model;
  const words = view.words.slice();
  return model.actors.flatMap((actor, index) =>
    (actor.program[view.get(actor.pc)] ?? []).map((alternative, at) => {
      const isTaken = alternative.fn(view, alternative.args);
      view.words.set(words);
      view.events = 0;
      const code = printMove(model, { actor: index, alternative: at });
      return {
        code,
        actor: actor.name,
        label: `line ${alternative.line}`,
        line: alternative.line,
        disabled: isTaken ? null : 'has to wait',
      };
    }),
  );
}

class DoorExploration implements Exploration {
  readonly #compiled: Compiled;
  readonly #explorer: Explorer;
  readonly #policy: string;
  result: PolicyRun | undefined;

  constructor(scenario: Scenario, policy: string, bounds: Bounds) {
    this.#policy = policy;
    this.#compiled = compile(scenario, policy);
    this.#explorer = new Explorer(this.#compiled.model, bounds);
  }

  get states(): number {
    return this.#explorer.states;
  }

  get depth(): number {
    return this.#explorer.depth;
  }

  get isSearched(): boolean {
    return this.#explorer.isSearched;
  }

  advance(states: number): boolean {
    if (this.result === undefined && this.#explorer.advance(states)) this.result = this.#report();
    return this.result !== undefined;
  }

  #report(): PolicyRun {
    const explorer = this.#explorer;
    const complete = explorer.boundsHit.length === 0;
    const moves = last(explorer.findSchedule(0));
    const stuck = last(explorer.findStuck());
    const word = complete ? (explorer.hasArisen(0) ? 'holds' : 'vacuous') : 'unknown';
    const property: PropertyRun = {
      name: 'overtaken',
      verdict: moves === undefined ? word : 'violated',
      schedule: moves === undefined ? null : printSchedule(this.#compiled.model, moves),
      trace: moves === undefined ? [] : this.#trace(moves),
      vacuous: word === 'vacuous' && moves === undefined,
    };
    return {
      policy: this.#policy,
      kind: 'door',
      kernel: null,
      verdict: worstVerdict([property.verdict], stuck !== undefined, complete),
      complete,
      bound: complete ? null : explorer.boundsHit.join(', '),
      states: explorer.states,
      transitions: explorer.transitions,
      schedules: explorer.schedules?.toString() ?? null,
      stuck:
        stuck === undefined
          ? null
          : { schedule: printSchedule(this.#compiled.model, stuck), trace: this.#trace(stuck) },
      properties: [property],
      outcomes: this.#outcomes(),
    };
  }

  #trace(moves: readonly Move[]): readonly TraceStep[] {
    return replayMoves(this.#compiled, moves).frames.flatMap(({ step }) => step ?? []);
  }

  #outcomes(): readonly Outcome[] {
    const { model, registers } = this.#compiled;
    const found = new Map<string, Outcome>();
    for (const state of this.#explorer.finals) {
      this.#explorer.store.load(state, model.view.words);
      const shown = registers(model.view);
      const key = JSON.stringify(shown);
      if (found.has(key)) continue;
      const schedule = printSchedule(model, this.#explorer.findPath(state));
      found.set(key, { registers: shown, copies: 0, unshares: 0, forkCopies: 0, schedule });
    }
    return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, outcome]) => outcome);
  }
}

function last<T>(generator: Generator<void, T>): T {
  for (;;) {
    const next = generator.next();
    if (next.done === true) return next.value;
  }
}

/** A simulator that has nothing to do with memory: guests at a door that one may pass at a time. */
export const door: Simulator = {
  id: 'door',
  engine: 'door-1',
  policies,
  kinds,
  kernels: ['1.0', '2.0'],
  properties,
  counts: [],
  steps: forms,
  parse: (text) => parseScenario(text, vocabulary),
  print: (scenario) => printScenario(scenario, vocabulary),
  kindsFor: () => ['door'],
  policiesFor: () => policies.map(({ id }) => id),
  own: ownForms,
  starters: [],
  example: 'door nobody\n\nA: queue\nA: enter -> a\nA: leave\n\nnever overtaken\n',
  ownPolicies: () => [],
  parseOwn: (text) => parseOwnPolicies(text, ownForms),
  predecessorOf: (policy) => (policy === 'D2' ? 'D1' : null),
  rulesOf: (policy) =>
    policies.some(({ id }) => id === policy)
      ? [
          {
            question: 'Who goes in',
            answers: { door: policies.find(({ id }) => id === policy)?.rule ?? '' },
            points: ['who goes in'],
          },
        ]
      : [],
  points: [{ id: 'who goes in', family: 'door', question: 'The door is free, and somebody wants to go in.' }],
  answerAt: (policy, point) => {
    const rule = policies.find(({ id }) => id === policy)?.rule;
    return rule === undefined || point !== 'who goes in' ? undefined : { door: rule };
  },
  exploreAs: (scenario, _, { point, as }, bounds) =>
    point === 'who goes in' ? new DoorExploration(scenario, ruleOf(as), bounds) : undefined,
  resolve: (text) => {
    const policy = policies.find(({ id, inForce }) => id === text || inForce === text);
    if (policy === undefined) return undefined;
    return { id: text, kernel: text === policy.inForce ? text : null, note: null, policies: [policy.id] };
  },
  explore: (scenario, policy, bounds) => new DoorExploration(scenario, ruleOf(policy), bounds),
  replay: (scenario, policy, schedule): Replay => {
    const compiled = compile(scenario, ruleOf(policy));
    const { moves, problem } = parseSchedule(compiled.model, schedule);
    const played = replayMoves(compiled, moves);
    return { policy, schedule, frames: played.frames, problem: played.problem ?? problem };
  },
};

function ruleOf(policy: string): string {
  return policies.find(({ id, inForce }) => id === policy || inForce === policy)?.id ?? policy;
}
