import { findSimulator } from '#lib/simulators';

/** Version of the engine that plays a scenario; undefined where this program has no such simulator. */
export function engineOf(simulator: string): string | undefined {
  return findSimulator(simulator)?.engine;
}

/** Kinds of page in the order in which their simulator lists them. */
export function sortKinds(simulator: string, kinds: ReadonlySet<string>): readonly string[] {
  const order = findSimulator(simulator)?.kinds.map(({ id }) => id) ?? [];
  return [...kinds].toSorted((a, b) => placeIn(order, a) - placeIn(order, b));
}

function placeIn(order: readonly string[], kind: string): number {
  const index = order.indexOf(kind);
  return index === -1 ? order.length : index;
}
