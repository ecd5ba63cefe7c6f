import { EndlessSchedule } from '#lib/check/count';
import { Explorer } from '#lib/check/explorer';
import { printSchedule } from '#lib/check/schedule';
import { BoundHit } from '#lib/check/view';
import { sayRegister } from '#lib/mm/cells';
import { type Compiled, compileScenario } from '#lib/mm/compile';
import type { Kernel } from '#lib/mm/policy';
import { traceOf } from '#lib/mm/replay';
import type { PageKind } from '#lib/mm/size';
import { printProperty } from '#lib/scenario/print';
import type { Outcome, PolicyRun, PropertyRun, TraceStep, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Exploration } from '#lib/scenario/simulator';
import { worstVerdict } from '#lib/scenario/verdict';

/** What a search is under. */
export interface Played {
  readonly kernel: Kernel;
  /** Release whose rules these are; null for a policy or a combination. */
  readonly release: string | null;
  readonly kind: PageKind;
  /** Whether the rules are somebody's own: those may make a schedule go on for ever. */
  readonly isOwn: boolean;
}

/** What is said of such a rule: nothing that was not found can be promised. */
const ENDLESS = 'a schedule that never ends: the rule sends a step back to where it was';

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
  private reporting: Generator<void, PolicyRun> | undefined;
  private finished: PolicyRun | undefined;
  private isEndless = false;

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

  get isSearched(): boolean {
    return this.explorer.isSearched;
  }

  get result(): PolicyRun | undefined {
    return this.finished;
  }

  advance(states: number): boolean {
    if (this.finished !== undefined) return true;
    if (this.reporting === undefined) {
      const isOver = this.search(states);
      if (this.isFew && this.explorer.hasMetField) {
        // What was likely to be enough was not: search again with all that can be needed.
        this.isFew = false;
        this.begin('all');
        return false;
      }
      if (!isOver) return false;
      this.reporting = this.report();
    }
    const reported = this.reporting.next();
    if (reported.done !== true) return false;
    this.finished = reported.value;
    return true;
  }

  private search(states: number): boolean {
    try {
      return this.explorer.advance(states);
    } catch (error) {
      if (!(error instanceof EndlessSchedule && this.played.isOwn)) throw error;
      this.isEndless = true;
      return true;
    }
  }

  /** Pauses where it has many states to look at again. */
  private *report(): Generator<void, PolicyRun> {
    const { explorer, compiled } = this;
    const boundsHit = this.isEndless ? [...explorer.boundsHit, ENDLESS] : explorer.boundsHit;
    const complete = boundsHit.length === 0;
    const properties: PropertyRun[] = [];
    // Several properties may be broken by the same schedule.
    const traces = new Map<string, readonly TraceStep[]>();
    for (const [index, watched] of compiled.watched.entries()) {
      const moves = yield* explorer.findSchedule(index);
      const isReach = watched.mode === 'reach';
      const arose = explorer.hasArisen(index);
      const otherwise: VerdictWord = !complete ? 'unknown' : isReach ? 'unreached' : arose ? 'holds' : 'vacuous';
      const schedule = moves === undefined ? null : printSchedule(compiled.model, moves);
      const trace = moves === undefined ? [] : (traces.get(schedule ?? '') ?? traceOf(compiled, moves));
      if (schedule !== null) traces.set(schedule, trace);
      properties.push({
        name: watched.name,
        verdict: moves === undefined ? otherwise : isReach ? 'reached' : 'violated',
        schedule,
        trace,
        vacuous: moves === undefined && complete && !isReach && !arose,
      });
    }
    const stuck = yield* explorer.findStuck();
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
      schedules: explorer.schedules?.toString() ?? null,
      stuck:
        stuck === undefined
          ? null
          : { schedule: printSchedule(compiled.model, stuck), trace: traceOf(compiled, stuck) },
      properties,
      outcomes: this.outcomes(),
    };
  }

  /** Distinct ends, sorted, each with a shortest schedule: the one by which the search first came to such an end. */
  private outcomes(): readonly Outcome[] {
    const { memory, cast, model } = this.compiled;
    const { finals, store } = this.explorer;
    const seen = new Set<string>();
    const found = new Map<string, Outcome>();
    for (const state of finals) {
      store.load(state, memory.words);
      const end = memory.endOf();
      if (seen.has(end)) continue;
      seen.add(end);
      const shown = {
        registers: Object.fromEntries(cast.registers.map((name, index) => [name, sayRegister(memory, index)])),
        copies: memory.get(memory.copiesAt),
        unshares: memory.get(memory.unsharesAt),
        forkCopies: memory.get(memory.forkCopiesAt),
      };
      // Two ends may show the same: a half that was read, and a whole page of the same value.
      const key = JSON.stringify(shown);
      if (found.has(key)) continue;
      found.set(key, { ...shown, schedule: printSchedule(model, this.explorer.findPath(state)) });
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, outcome]) => outcome);
  }
}

/** A search that is over before it begins. */
const ended = { advance: () => true, states: 0, depth: 0, isSearched: true } as const;

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
