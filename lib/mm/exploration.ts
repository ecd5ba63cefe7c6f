import { Explorer } from '#lib/check/explorer';
import { printSchedule } from '#lib/check/schedule';
import { BoundHit } from '#lib/check/view';
import { sayRegister } from '#lib/mm/cells';
import { type Compiled, compileScenario } from '#lib/mm/compile';
import type { Kernel } from '#lib/mm/policy';
import { traceOf } from '#lib/mm/replay';
import type { PageKind } from '#lib/mm/size';
import { printProperty } from '#lib/scenario/print';
import type { Outcome, PolicyRun, PropertyRun, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Exploration } from '#lib/scenario/simulator';
import { worstVerdict } from '#lib/scenario/verdict';

/** What a search is under. */
export interface Played {
  readonly kernel: Kernel;
  /** Release whose rules these are; null for a policy or a combination. */
  readonly release: string | null;
  readonly kind: PageKind;
}

/** Begins a search; see `Exploration`. */
export function exploreScenario(scenario: Scenario, played: Played, bounds: Bounds): Exploration {
  try {
    return new MmExploration(scenario, played, bounds);
  } catch (error) {
    if (!(error instanceof BoundHit)) throw error;
    return { ...ended, result: notSearched(scenario, played, 'unknown', error.message) };
  }
}

class MmExploration implements Exploration {
  private readonly begin: (size: 'few' | 'all') => void;
  private readonly played: Played;
  private compiled: Compiled;
  private explorer: Explorer;
  private isFew = true;
  private finished: PolicyRun | undefined;

  constructor(scenario: Scenario, played: Played, bounds: Bounds) {
    const { kernel, kind } = played;
    this.played = played;
    this.compiled = compileScenario(scenario, kernel, kind, 'few');
    this.explorer = new Explorer(this.compiled.model, bounds);
    this.begin = (size) => {
      this.compiled = compileScenario(scenario, kernel, kind, size);
      this.explorer = new Explorer(this.compiled.model, bounds);
    };
  }

  get states(): number {
    return this.explorer.states;
  }

  get depth(): number {
    return this.explorer.depth;
  }

  get result(): PolicyRun | undefined {
    return this.finished;
  }

  advance(states: number): boolean {
    if (this.finished !== undefined) return true;
    const isOver = this.explorer.advance(states);
    if (this.isFew && this.explorer.hasMetField) {
      // What was likely to be enough was not: search again with all that can be needed.
      this.isFew = false;
      this.begin('all');
      return false;
    }
    if (!isOver) return false;
    this.finished = this.report();
    return true;
  }

  private report(): PolicyRun {
    const { explorer, compiled } = this;
    const { boundsHit } = explorer;
    const complete = boundsHit.length === 0;
    const properties = compiled.watched.map((watched, index): PropertyRun => {
      const moves = explorer.findSchedule(index);
      const isReach = watched.mode === 'reach';
      const arose = explorer.hasArisen(index);
      const otherwise: VerdictWord = !complete ? 'unknown' : isReach ? 'unreached' : arose ? 'holds' : 'vacuous';
      return {
        name: watched.name,
        verdict: moves === undefined ? otherwise : isReach ? 'reached' : 'violated',
        schedule: moves === undefined ? null : printSchedule(compiled.model, moves),
        trace: moves === undefined ? [] : traceOf(compiled, moves),
        vacuous: moves === undefined && complete && !isReach && !arose,
      };
    });
    const schedules = explorer.countSchedules();
    // Every retry follows somebody else's progress, so no schedule can go on for ever.
    if (schedules === 'cyclic')
      throw new Error('a schedule of the model never ends: one of its steps makes no progress');
    const stuck = explorer.findStuck();
    return {
      policy: compiled.kernel.id,
      kind: this.played.kind,
      kernel: this.played.release,
      verdict: worstVerdict(
        properties.map((property) => property.verdict),
        stuck !== undefined,
        complete,
      ),
      complete,
      bound: complete ? null : boundsHit.join(', '),
      states: explorer.states,
      transitions: explorer.transitions,
      schedules: schedules?.toString() ?? null,
      stuck:
        stuck === undefined
          ? null
          : { schedule: printSchedule(compiled.model, stuck), trace: traceOf(compiled, stuck) },
      properties,
      outcomes: this.outcomes(),
    };
  }

  /** Distinct ends, sorted. */
  private outcomes(): readonly Outcome[] {
    const { memory, cast } = this.compiled;
    const found = new Map<string, Outcome>();
    for (const state of this.explorer.finals) {
      this.explorer.store.load(state, memory.words);
      const outcome: Outcome = {
        registers: Object.fromEntries(cast.registers.map((name, index) => [name, sayRegister(memory, index)])),
        copies: memory.get(memory.copiesAt),
        unshares: memory.get(memory.unsharesAt),
        forkCopies: memory.get(memory.forkCopiesAt),
      };
      found.set(JSON.stringify(outcome), outcome);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, outcome]) => outcome);
  }
}

/** A search that is over before it begins. */
const ended = { advance: () => true, states: 0, depth: 0 } as const;

/** A scenario of which the policy's family has no part. */
export function notApplicable(scenario: Scenario, played: Played): Exploration {
  return { ...ended, result: notSearched(scenario, played, 'not applicable', null) };
}

/** Nothing was searched: the scenario is larger than the model, so nothing is known, or there was nothing to search. */
function notSearched(scenario: Scenario, played: Played, verdict: VerdictWord, bound: string | null): PolicyRun {
  const properties = scenario.properties.map((property): PropertyRun => {
    const name = property.condition.is === 'built-in' ? property.condition.name : printProperty(property);
    return { name, verdict, schedule: null, trace: [], vacuous: false };
  });
  return {
    policy: played.kernel.id,
    kind: played.kind,
    kernel: played.release,
    verdict,
    complete: bound === null,
    bound,
    states: 0,
    transitions: 0,
    schedules: null,
    stuck: null,
    properties,
    outcomes: [],
  };
}
