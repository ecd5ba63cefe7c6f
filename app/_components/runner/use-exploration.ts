'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { PolicyRun } from '#lib/scenario/run';
import { browserBounds } from '#lib/simulators';
import { endRun, startRun, stopRun } from './explore-client';
import type { ExploreAnswer, ExploreProgress } from './explore-messages';

export type Search =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: ExploreProgress | null }
  | { readonly state: 'finished'; readonly policies: number; readonly kinds: number; readonly ms: number }
  | { readonly state: 'stopped'; readonly progress: ExploreProgress }
  | { readonly state: 'failed'; readonly why: string };

/** Runs of one text, as far as they are known. */
export interface Ran {
  readonly text: string;
  readonly runs: readonly PolicyRun[];
}

/** What is to be searched: each policy on each kind of page. `known` are the runs that are shown until then. */
export interface Wanted {
  readonly text: string;
  readonly policies: readonly string[];
  readonly kinds: readonly string[];
  readonly known: readonly PolicyRun[];
}

/** Milliseconds between two drawings of the table while it fills. */
const pauseMs = 100;

/** Searches in the worker. `ran` grows policy by policy, so that the table fills while the rest is searched. */
export function useExploration(simulator: string, onDone: (ran: Ran) => void) {
  const [search, setSearch] = useState<Search>({ state: 'idle' });
  const [ran, setRan] = useState<Ran | null>(null);
  const done = useRef(onDone);
  done.current = onDone;
  const isMine = useRef(false);

  useEffect(
    () => () => {
      if (isMine.current) stopRun();
    },
    [],
  );

  const start = useCallback(
    ({ text, policies, kinds, known }: Wanted) => {
      let runs = known;
      let shown = 0;
      isMine.current = true;
      setSearch({ state: 'running', progress: null });
      const hear = (answer: ExploreAnswer): void => {
        if (answer.type === 'progress') setSearch({ state: 'running', progress: answer.progress });
        else if (answer.type === 'policy') {
          const { policy, kind } = answer.result;
          runs = [...runs.filter((run) => run.policy !== policy || run.kind !== kind), answer.result];
          // Results may come by the dozen in a blink; drawing each would take longer than the search.
          if (performance.now() - shown > pauseMs) {
            shown = performance.now();
            setRan({ text, runs });
          }
        } else if (answer.type !== 'ready') {
          isMine.current = false;
          setRan({ text, runs });
          if (answer.type !== 'stopped' || answer.progress.of > 0) endRun();
          if (answer.type === 'done') {
            setSearch({ state: 'finished', policies: policies.length, kinds: kinds.length, ms: answer.ms });
            done.current({ text, runs });
          } else if (answer.type === 'stopped') setSearch({ state: 'stopped', progress: answer.progress });
          else if (answer.type === 'failed') setSearch({ state: 'failed', why: answer.why });
          else setSearch({ state: 'failed', why: 'The text cannot be read; its errors stand beside it.' });
        }
      };
      startRun({ simulator, text, policies, kinds, bounds: browserBounds }, hear);
    },
    [simulator],
  );

  return { search, ran, start, stop: stopRun };
}
