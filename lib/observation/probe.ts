import type { Facts, Prediction } from '#lib/observation/facts';
import type { Player } from '#lib/observation/player';
import type { OrderPrediction } from '#lib/observation/predict-order';
import type { PolicyRun } from '#lib/scenario/run';

/** A trial that observers know by a name, said in the words of the model. */
export interface Probe {
  /** Its name, and in square brackets the setting where there are several: `h1`, `h1 [zram]`. */
  readonly id: string;
  /** What is done, in a sentence without a full stop. */
  readonly title: string;
  /** The facts in what the program of the trial printed; undefined where that is something else. */
  readonly read: (said: string) => Facts | undefined;
  /** The scenario that a kernel is asked, and how the facts are called there. */
  readonly ask: (kernel: string) => ProbeText;
}

/** What a trial is played as, and how its facts are called there. */
export interface ProbeText {
  readonly text: string;
  /** Register of each fact. */
  readonly registers?: Readonly<Record<string, string>>;
  /** Condition of a `check` in the text, and the two values of the fact that it decides: where it holds, where not. */
  readonly checks?: Readonly<Record<string, readonly [condition: string, holds: string, broken: string]>>;
  /** Whether `page` is a fact: `copied` where any store copied, else `reused`. */
  readonly hasPage?: boolean;
}

/** Plays a trial on base pages and reads its facts from every end. */
export function predictProbe(probe: Probe, kernel: string, play: Player): OrderPrediction {
  const asked = probe.ask(kernel);
  const run = play(asked.text, kernel, 'base');
  const prediction: Prediction =
    typeof run === 'string'
      ? { is: 'not modelled', reason: run }
      : run.complete
        ? { is: 'predicted', ends: listEnds(asked, run) }
        : { is: 'not modelled', reason: `the search met a bound: ${run.bound}` };
  return { text: asked.text, prediction };
}

function listEnds({ registers = {}, checks = {}, hasPage = false }: ProbeText, run: PolicyRun): readonly Facts[] {
  const checked = Object.entries(checks).map(([fact, [condition, holds, broken]]) => {
    const property = run.properties.find(({ name }) => name.startsWith(`check ${condition} (`));
    return [fact, property?.verdict === 'holds' ? holds : property?.verdict === 'violated' ? broken : 'unknown'];
  });
  return run.outcomes.map((outcome) => {
    const read = Object.entries(registers).map(([fact, register]) => [fact, outcome.registers[register] ?? 'nothing']);
    const page = hasPage ? [['page', outcome.copies > 0 ? 'copied' : 'reused']] : [];
    return Object.fromEntries([...read, ...checked, ...page]);
  });
}
