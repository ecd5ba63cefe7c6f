import type { ExploreAnswer, ExploreRequest } from './explore-messages';
import { type ExploreWorker, startWorker } from './start-worker';

type Listener = (answer: ExploreAnswer) => void;
type RunRequest = Omit<Extract<ExploreRequest, { type: 'run' }>, 'type' | 'run'>;

/** One worker for the page, kept alive between runs: its code and its tables stay warm. */
let worker: ExploreWorker | undefined;
let run = 0;
let listener: Listener | undefined;

function failAll(why: string): void {
  const heard = listener;
  worker?.terminate();
  worker = undefined;
  listener = undefined;
  heard?.({ type: 'failed', run, why });
}

function getWorker(): ExploreWorker {
  if (worker !== undefined) return worker;
  const started = startWorker();
  started.onmessage = (event) => {
    const answer = event.data;
    if (answer.type !== 'ready' && answer.run === run) listener?.(answer);
  };
  started.onerror = (event) => {
    event.preventDefault();
    failAll(event.message || 'The worker could not be loaded');
  };
  worker = started;
  return started;
}

/** Loads the worker's code before somebody asks for a run. */
export function warmExplorer(simulator: string, text: string): void {
  getWorker().postMessage({ type: 'warm', simulator, text } satisfies ExploreRequest);
}

const nothing = { policy: '', kind: '', done: 0, of: 0, states: 0, depth: 0, perSecond: 0, isSearching: true };

/** Starts a run; the one before, wherever in the page it was started, is told that it was stopped. */
export function startRun(request: RunRequest, heard: Listener): void {
  const before = listener;
  const beforeRun = run;
  run += 1;
  listener = heard;
  before?.({ type: 'stopped', run: beforeRun, progress: nothing });
  try {
    getWorker().postMessage({ ...request, type: 'run', run } satisfies ExploreRequest);
  } catch (error) {
    failAll(error instanceof Error ? error.message : String(error));
  }
}

/** Milliseconds that a worker has to obey; then it is ended and the next run starts another. */
const patienceMs = 2000;

/** Stops the run under way. */
export function stopRun(): void {
  const stopping = run;
  worker?.postMessage({ type: 'stop' } satisfies ExploreRequest);
  setTimeout(() => {
    if (listener !== undefined && run === stopping) failAll('The search did not stop by itself and was ended');
  }, patienceMs);
}

/** Forgets who listens: called with the answer that ends a run. */
export function endRun(): void {
  listener = undefined;
}
