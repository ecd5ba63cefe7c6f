import type { Exploration } from '#lib/scenario/simulator';
import { findSimulator } from '#lib/simulators';
import type { ExploreAnswer, ExploreProgress, ExploreRequest } from './explore-messages';

type Send = (answer: ExploreAnswer) => void;

/** States between two looks at the inbox: some ten milliseconds. */
const slice = 20_000;

/** Milliseconds between two messages of progress. */
const pause = 80;

/** Answers requests one after the other. A new run, or `stop`, ends the search under way between two slices. */
export function makeExplorer(send: Send): (request: ExploreRequest) => void {
  let wanted = 0;
  return (request) => {
    if (request.type === 'warm') {
      send({ type: 'ready' });
      // What fails here fails again in the run that somebody asks for, and is said then.
      warm(request, () => wanted === 0).catch(() => undefined);
    } else if (request.type === 'stop') wanted = 0;
    else {
      wanted = request.run;
      explore(request, send, () => wanted === request.run).catch((error: unknown) => {
        send({ type: 'failed', run: request.run, why: error instanceof Error ? error.message : String(error) });
      });
    }
  };
}

/** Most states and policies that are played for nobody. */
const warmStates = 2000;
const warmPolicies = 4;

/** Plays a scenario while its page is read, so that code is compiled when its reader asks; ends when one does. */
async function warm(request: Extract<ExploreRequest, { type: 'warm' }>, isIdle: () => boolean): Promise<void> {
  const simulator = findSimulator(request.simulator);
  const { scenario } = simulator?.parse(request.text) ?? {};
  if (simulator === undefined || scenario === undefined) return;
  const bounds = { maxStates: warmStates, maxCountedStates: warmStates };
  const [kind] = simulator.kindsFor(scenario);
  for (const policy of simulator.policiesFor(scenario).slice(0, warmPolicies)) {
    const exploration = simulator.explore(scenario, policy, bounds, kind);
    for (let isOver = false; !isOver; ) {
      await nextTurn();
      if (!isIdle()) return;
      isOver = exploration.advance(warmStates);
    }
  }
}

async function explore(
  request: Extract<ExploreRequest, { type: 'run' }>,
  send: Send,
  isWanted: () => boolean,
): Promise<void> {
  const { run } = request;
  const start = performance.now();
  const simulator = findSimulator(request.simulator);
  if (simulator === undefined)
    return send({ type: 'failed', run, why: `There is no simulator “${request.simulator}”.` });
  const { scenario, issues } = simulator.parse(request.text);
  if (scenario === undefined) return send({ type: 'issues', run, issues });
  const wanted = request.policies.flatMap((policy) => request.kinds.map((kind) => ({ policy, kind })));
  for (const [done, { policy, kind }] of wanted.entries()) {
    const exploration = simulator.explore(scenario, policy, request.bounds, kind);
    const report = (progress: ExploreProgress) => send({ type: 'progress', run, progress });
    const last = await exploreOne(exploration, { policy, kind, done, of: wanted.length }, report, isWanted);
    if (last.stopped !== null) return send({ type: 'stopped', run, progress: last.stopped });
    if (last.result !== undefined) send({ type: 'policy', run, result: last.result });
  }
  send({ type: 'done', run, engine: simulator.engine, ms: performance.now() - start });
}

async function exploreOne(
  exploration: Exploration,
  which: Pick<ExploreProgress, 'policy' | 'kind' | 'done' | 'of'>,
  report: (progress: ExploreProgress) => void,
  isWanted: () => boolean,
) {
  const begun = performance.now();
  let reported = begun;
  let perSecond = 0;
  while (!exploration.advance(slice)) {
    const { states, depth, isSearched } = exploration;
    const now = performance.now();
    if (!isSearched && now > begun) perSecond = Math.round((1000 * states) / (now - begun));
    const progress: ExploreProgress = { ...which, states, depth, perSecond, isSearching: !isSearched };
    if (now - reported > pause) {
      reported = now;
      report(progress);
    }
    await nextTurn();
    if (!isWanted()) return { result: undefined, stopped: progress };
  }
  return { result: exploration.result, stopped: null };
}

/** Lets messages in. A timer would wait for milliseconds; a channel does not. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
