import type { Edges } from '#lib/check/edges';

/**
 * Number of paths from state 0 to the states without successors: how many schedules there are, although the search met
 * each state once. Undefined when the graph has a cycle, for then there is no such number.
 */
export function countSchedules(states: number, edges: Edges): bigint | undefined {
  const missing = new Uint32Array(states);
  for (let edge = 0; edge < edges.startOf(states); edge++) {
    const target = edges.targetOf(edge);
    missing[target] = (missing[target] ?? 0) + 1;
  }
  // A retry may lead to a state of an earlier level, so levels are no topological order: take states whose every
  // predecessor was taken.
  const paths: bigint[] = new Array(states).fill(0n);
  paths[0] = 1n;
  const ready = [0];
  let total = 0n;
  let taken = 0;
  if ((missing[0] ?? 0) !== 0) return undefined;
  for (let state = ready.pop(); state !== undefined; state = ready.pop()) {
    taken++;
    const ways = paths[state] ?? 0n;
    paths[state] = 0n;
    const end = edges.startOf(state + 1);
    if (edges.startOf(state) === end) total += ways;
    for (let edge = edges.startOf(state); edge < end; edge++) {
      const target = edges.targetOf(edge);
      paths[target] = (paths[target] ?? 0n) + ways;
      const left = (missing[target] ?? 0) - 1;
      missing[target] = left;
      if (left === 0) ready.push(target);
    }
  }
  return taken === states ? total : undefined;
}
