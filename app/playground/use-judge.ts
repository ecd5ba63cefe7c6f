'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { JudgeAnswer, JudgedRow, JudgedText, JudgeRequest } from './judge-messages';

export type Judging =
  | { readonly state: 'idle' | 'stopped' }
  | { readonly state: 'running'; readonly done: number; readonly of: number; readonly slug: string }
  | { readonly state: 'finished'; readonly ms: number; readonly unread: readonly string[] }
  | { readonly state: 'failed'; readonly why: string };

/** What was judged, as far as it is known. */
export interface Judged {
  readonly policy: OwnPolicy;
  readonly policies: readonly OwnPolicy[];
  readonly rows: readonly JudgedRow[];
  /** By slug: to play one of them here. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Milliseconds between two drawings of the table while it fills. */
const pauseMs = 150;

/** Judges all scenarios in a worker of its own, which ends with the work, or when it is stopped. */
export function useJudge(simulator: string) {
  const [judging, setJudging] = useState<Judging>({ state: 'idle' });
  const [judged, setJudged] = useState<Judged | null>(null);
  const worker = useRef<Worker | null>(null);

  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);

  const stop = useCallback(() => {
    end();
    setJudging({ state: 'stopped' });
  }, [end]);

  const start = useCallback(
    async (policies: readonly OwnPolicy[], policy: OwnPolicy) => {
      end();
      setJudging({ state: 'running', done: 0, of: 0, slug: '' });
      const own = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' });
      worker.current = own;
      const fail = (why: string) => {
        if (worker.current !== own) return;
        end();
        setJudging({ state: 'failed', why });
      };
      own.onerror = (event) => {
        event.preventDefault();
        fail(event.message || 'The worker could not be loaded');
      };
      let scenarios: readonly JudgedText[];
      try {
        scenarios = await loadScenarios();
      } catch {
        return fail('The server did not send the scenarios');
      }
      // Somebody may have stopped it meanwhile, or begun anew.
      if (worker.current !== own) return;
      const texts = new Map(scenarios.map(({ slug, text }) => [slug, text]));
      const rows: JudgedRow[] = [];
      let shown = 0;
      const show = () => setJudged({ policy, policies, rows: [...rows], texts });
      show();
      own.onmessage = ({ data: answer }: MessageEvent<JudgeAnswer>) => {
        if (worker.current !== own) return;
        const now = performance.now();
        const isDue = now - shown > pauseMs;
        if (answer.type === 'row') {
          rows.push(answer.row);
          return;
        }
        if (answer.type === 'progress') {
          if (!isDue) return;
          shown = now;
          setJudging({ state: 'running', done: answer.done, of: answer.of, slug: answer.slug });
        } else if (answer.type === 'done') {
          end();
          setJudging({ state: 'finished', ms: answer.ms, unread: answer.unread });
        } else fail(answer.why);
        show();
      };
      own.postMessage({ simulator, policies, policy: policy.id, scenarios } satisfies JudgeRequest);
    },
    [simulator, end],
  );

  return { judging, judged, start, stop };
}

async function loadScenarios(): Promise<readonly JudgedText[]> {
  const answer = await fetch('/playground/scenarios.json');
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}
