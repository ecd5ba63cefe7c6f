'use client';

import { makeExplorer } from '../_components/runner/explore-loop';
import type { ExploreRequest } from '../_components/runner/explore-messages';
import type { ExploreWorker } from '../_components/runner/start-worker';

/** The script that is running, read while it starts: later nobody knows which it was. */
const source = typeof document === 'undefined' ? '' : (document.currentScript?.textContent ?? '');

/**
 * Explores in a worker made of this very script, for a page on a disk may load no other. Where the browser allows no such
 * worker, the page itself explores, a slice at a time.
 */
export function startWorker(): ExploreWorker {
  const port = new SitePort();
  port.start();
  return port;
}

class SitePort implements ExploreWorker {
  onmessage: ExploreWorker['onmessage'] = null;
  onerror: ExploreWorker['onerror'] = null;
  /** What was asked before the worker said a word: asked again of the page where it never does. */
  #unanswered: ExploreRequest[] = [];
  #hasAnswered = false;
  #worker: Worker | undefined;
  #explore: ((request: ExploreRequest) => void) | undefined;

  start(): void {
    try {
      const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const worker = new Worker(address);
      worker.onmessage = (event) => {
        this.#hasAnswered = true;
        this.#unanswered = [];
        this.onmessage?.(event);
      };
      worker.onerror = (event) => {
        if (this.#hasAnswered) return this.onerror?.(event);
        event.preventDefault();
        this.#exploreHere();
      };
      this.#worker = worker;
    } catch {
      this.#exploreHere();
    }
  }

  postMessage(request: ExploreRequest): void {
    if (this.#explore !== undefined) this.#explore(request);
    else {
      if (!this.#hasAnswered) this.#unanswered.push(request);
      this.#worker?.postMessage(request);
    }
  }

  terminate(): void {
    this.#worker?.terminate();
    this.#explore?.({ type: 'stop' });
    this.onmessage = null;
  }

  #exploreHere(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const explore = makeExplorer((data) => this.onmessage?.(new MessageEvent('message', { data })));
    this.#explore = explore;
    for (const request of this.#unanswered.splice(0)) explore(request);
  }
}
