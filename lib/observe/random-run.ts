import { Chance } from '#lib/observe/chance';
import type { Interpreter } from '#lib/observe/interpreter';
import { compare, type Observation } from '#lib/observe/observation';
import { type Facilities, makeProgram, type ProgramLine, printLines } from '#lib/observe/random-program';
import { shrinkProgram } from '#lib/observe/shrink';
import { type PageKind, planScenario } from '#lib/reproduce/plan';
import type { Simulator } from '#lib/scenario/simulator';

/** What a random program showed: what both said of it. */
export type Trial = Pick<Observation, 'word' | 'reason' | 'observed' | 'model'> & { readonly text: string };

/** A program on which kernel and model differ: as it was found, and as small as it could be made. */
export interface Difference {
  readonly kind: PageKind;
  /** 0-based number of the program in the run of its seed. */
  readonly index: number;
  readonly found: Trial;
  readonly smallest: Trial;
  /** Whether the kernel says the same every time: a difference that comes and goes is chance of the kernel. */
  readonly isSteady: boolean;
}

/** What a run of random programs came to. */
export interface RandomRun {
  readonly played: number;
  readonly agreed: number;
  /** Why programs were not played or modelled, and how many. */
  readonly left: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
}

export interface RandomOptions {
  readonly count: number;
  readonly seed: number;
  readonly kinds: readonly [PageKind, ...PageKind[]];
  readonly facilities: Facilities;
  /** Policy or release whose rules the model has; by default those of the kernel. */
  readonly policy?: string;
  readonly onProgress?: (done: number) => void;
}

/** A search for more differences than these would only find the same ones again. */
const MAX_DIFFERENCES = 5;

/** Plays random programs on the kernel and in the model; each kind of page in turn. */
export async function playRandom(
  interpreter: Interpreter,
  simulator: Simulator,
  options: RandomOptions,
): Promise<RandomRun> {
  const { count, kinds, facilities, policy } = options;
  const chance = new Chance(options.seed);
  const left = new Map<string, number>();
  const differences: Difference[] = [];
  let [played, agreed] = [0, 0];
  for (let index = 0; index < count && differences.length < MAX_DIFFERENCES; index++) {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    const lines = makeProgram(chance, facilities, kind);
    const trial = (tried: readonly ProgramLine[]) => tryProgram(interpreter, simulator, tried, kind, policy);
    const found = await trial(lines);
    played++;
    if (found.word === 'agrees') agreed++;
    else if (found.word === 'differs') {
      const isDifferent = async (tried: readonly ProgramLine[]) => (await trial(tried)).word === 'differs';
      const shrunk = await shrinkProgram(lines, isDifferent);
      const again = [await trial(shrunk), await trial(shrunk), await trial(shrunk)];
      const isSteady = again.every(({ word }) => word === 'differs');
      const smallest = again.find(({ word }) => word === 'differs') ?? found;
      differences.push({ kind, index, found, smallest, isSteady });
    } else {
      const reason = `${found.word}: ${found.reason ?? ''}`;
      left.set(reason, (left.get(reason) ?? 0) + 1);
    }
    options.onProgress?.(index + 1);
  }
  return { played, agreed, left, differences };
}

async function tryProgram(
  interpreter: Interpreter,
  simulator: Simulator,
  lines: readonly ProgramLine[],
  kind: PageKind,
  policy: string | undefined,
): Promise<Trial> {
  const text = printLines(lines);
  const unplayed = (reason: string): Trial => {
    return { text, word: 'could not be played', reason, observed: null, model: [] };
  };
  const { scenario, issues } = simulator.parse(text);
  if (scenario === undefined) return unplayed(issues[0]?.message ?? 'it cannot be read');
  const plan = planScenario(scenario, simulator, kind);
  if ('cannot' in plan) return unplayed(plan.cannot);
  const answer = await interpreter.play(plan);
  const { word, reason, observed, model } = compare(answer, scenario, simulator, policy ?? answer.release);
  return { text, word, reason, observed, model };
}
