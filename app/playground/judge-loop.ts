import { compareRuns, withOwn } from '#lib/scenario/compare-runs';
import type { Bounds } from '#lib/scenario/simulator';
import { browserBounds, findSimulator, runPolicy } from '#lib/simulators';
import type { JudgeAnswer, JudgeRequest } from './judge-messages';

/**
 * Judges every scenario under a policy, and under the one that it is like, on every kind of page. Does not pause: whoever
 * wants it to stop ends the worker.
 */
export function judgeAll(
  { simulator: id, policies, policy, scenarios }: JudgeRequest,
  send: (answer: JudgeAnswer) => void,
  bounds: Bounds = browserBounds,
): void {
  const start = performance.now();
  const simulator = findSimulator(id);
  const own = policies.find((one) => one.id === policy);
  if (simulator === undefined || own === undefined) {
    const why = simulator === undefined ? `There is no simulator “${id}”` : `The text has no policy “${policy}”`;
    send({ type: 'failed', why });
    return;
  }
  const played = scenarios.filter((one) => one.simulator === id);
  const unread: string[] = [];
  for (const [done, { slug, title, text }] of played.entries()) {
    send({ type: 'progress', done, of: played.length, slug });
    const { scenario } = simulator.parse(text);
    if (scenario === undefined) {
      unread.push(slug);
      continue;
    }
    const { scenario: both, ids } = withOwn(scenario, policies, own);
    for (const kind of simulator.kindsFor(scenario)) {
      const like = runPolicy(simulator, both, ids.like, bounds, kind);
      const compared = compareRuns(like, runPolicy(simulator, both, ids.own, bounds, kind));
      send({ type: 'row', row: { slug, title, ...compared } });
    }
  }
  send({ type: 'done', ms: performance.now() - start, unread });
}
