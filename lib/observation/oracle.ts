import { type Asked, askModel } from '#lib/observation/ask';
import type { OrderObservation, ProbeObservation } from '#lib/observation/observation';
import { makePlayer } from '#lib/observation/player';
import type { Simulator } from '#lib/scenario/simulator';

/** Raise it when orders or probes are put into other scenarios, or other facts are read. */
const translation = 3;

/** How a simulator is asked about observations, and the version of simulator and translation that answers. */
export function makeOracle(simulator: Simulator) {
  const play = makePlayer(simulator);
  return {
    engine: `${simulator.engine} translation ${translation}`,
    ask: (row: OrderObservation | ProbeObservation): Asked => askModel(row, play),
  };
}
