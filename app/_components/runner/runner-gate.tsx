'use client';

import { type ComponentType, type ReactNode, useState } from 'react';
import type { RunnerLiveProps } from './runner-live';

type Open =
  | { readonly state: 'closed' | 'loading' | 'failed' }
  | { readonly state: 'open'; readonly Live: ComponentType<RunnerLiveProps>; readonly start: 'run' | 'step' };

/**
 * Holds the recorded run until somebody wants to run or step: only then is the simulator loaded, and the recorded run
 * gives way to it. `before` and `after` stand around the two buttons.
 */
export function RunnerGate({
  live,
  before,
  children,
}: {
  live: Omit<RunnerLiveProps, 'start'>;
  before: ReactNode;
  children: ReactNode;
}) {
  const [open, setOpen] = useState<Open>({ state: 'closed' });
  const load = (start: 'run' | 'step') => {
    setOpen({ state: 'loading' });
    import('./runner-live').then(
      ({ RunnerLive }) => setOpen({ state: 'open', Live: RunnerLive, start }),
      () => setOpen({ state: 'failed' }),
    );
  };
  if (open.state === 'open') {
    return (
      <>
        {before}
        <open.Live {...live} start={open.start} />
      </>
    );
  }
  const isLoading = open.state === 'loading';
  return (
    <>
      {before}
      <div className="bar">
        <button type="button" className="btn" disabled={isLoading} onClick={() => load('run')}>
          Run all schedules
        </button>
        <button type="button" className="btn" disabled={isLoading} onClick={() => load('step')}>
          Step
        </button>
        <span className="note" role="status">
          {isLoading ? 'Loading the simulator' : null}
        </span>
        <span className="sp" />
        <a href={live.base}>Open in the runner</a>
      </div>
      {open.state === 'failed' ? (
        <p className="box err" role="alert">
          The simulator could not be loaded: the server did not answer. Try again, or reload the page.
        </p>
      ) : null}
      {children}
    </>
  );
}
