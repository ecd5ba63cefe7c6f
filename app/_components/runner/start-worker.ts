import type { ExploreAnswer, ExploreRequest } from './explore-messages';

/** Something that explores beside the page: a worker, or what stands in for one. */
export interface ExploreWorker {
  onmessage: ((event: MessageEvent<ExploreAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: ExploreRequest): void;
  terminate(): void;
}

/** Starts the page's worker. A copy of the pages that has no server brings another way: see `_static`. */
export function startWorker(): ExploreWorker {
  return new Worker(new URL('../../scenarios/explore.worker.ts', import.meta.url), { type: 'module' });
}
