import type { PolicyRun } from '#lib/scenario/run';
import type { Bounds, Simulator } from '#lib/scenario/simulator';

/** Plays a text under a kernel on one kind of page; a sentence where that cannot be. */
export type Player = (text: string, kernel: string, kind: string) => PolicyRun | string;

/** An order is one schedule or a few: what needs more states than this is no order. */
const bounds: Bounds = { maxStates: 20_000, maxCountedStates: 0 };

/** A player over a simulator that plays nothing twice. */
export function makePlayer(simulator: Simulator): Player {
  const played = new Map<string, PolicyRun | string>();
  return (text, kernel, kind) => {
    const key = JSON.stringify([text, kernel, kind]);
    const known = played.get(key) ?? play(simulator, text, kernel, kind);
    played.set(key, known);
    return known;
  };
}

function play(simulator: Simulator, text: string, kernel: string, kind: string): PolicyRun | string {
  const { scenario, issues } = simulator.parse(text);
  if (scenario === undefined) return `the model cannot read it: ${issues[0]?.message ?? 'no reason given'}`;
  if (simulator.resolve(kernel) === undefined) return `the model does not play kernel ${kernel}`;
  if (simulator.kinds.every(({ id }) => id !== kind)) return `the model does not play pages of kind ${kind}`;
  const exploration = simulator.explore(scenario, kernel, bounds, kind);
  while (!exploration.advance(10_000));
  return exploration.result ?? 'the search ended without a result';
}
