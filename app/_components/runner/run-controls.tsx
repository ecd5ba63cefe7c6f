'use client';

import { counted, formatCount } from '../numbers';
import type { Search } from './use-exploration';

/** Run, stop, and how far the search is. */
export function RunControls({
  search,
  isReadable,
  onRun,
  onStop,
  isMain,
}: {
  search: Search;
  /** False while the text has errors: there is nothing to run then. */
  isReadable: boolean;
  onRun: (which: 'shown' | 'all') => void;
  onStop: () => void;
  /** True where running is what the page is for: one main button a page. */
  isMain: boolean;
}) {
  const isRunning = search.state === 'running';
  return (
    <div className="controls">
      <div className="bar">
        <button
          type="button"
          className={isMain ? 'btn main' : 'btn'}
          disabled={!isReadable || isRunning}
          onClick={() => onRun('all')}
        >
          Run all schedules
        </button>
        <button type="button" className="btn" disabled={!isReadable || isRunning} onClick={() => onRun('shown')}>
          Only the ticked policies
        </button>
        {isRunning ? (
          <button type="button" className="btn" onClick={onStop}>
            Stop
          </button>
        ) : null}
      </div>
      <div className="note" role="status">
        <Said search={search} />
      </div>
      {search.state === 'failed' ? (
        <p className="box err" role="alert">
          The search ended early. {search.why} Run it again; if it fails again, reload the page.
        </p>
      ) : null}
    </div>
  );
}

function Said({ search }: { search: Search }) {
  switch (search.state) {
    case 'running': {
      const { progress } = search;
      if (progress === null) return 'Starting the search';
      return (
        <>
          <div
            className="prog"
            role="progressbar"
            aria-label="Policies searched"
            aria-valuenow={progress.done}
            aria-valuemin={0}
            aria-valuemax={progress.of}
          >
            <i style={{ width: `${(100 * progress.done) / Math.max(1, progress.of)}%` }} />
          </div>
          {progress.isSearching ? 'Searching' : 'Counting the schedules of'} {progress.policy} on {progress.kind},{' '}
          {progress.done + 1} of {progress.of}: depth {progress.depth}, {counted(progress.states, 'state')}
          {progress.isSearching ? `, ${formatCount(progress.perSecond)} a second` : ''}
        </>
      );
    }
    case 'finished':
      return `${counted(search.policies, 'policy', 'policies')}${search.kinds > 1 ? ` on ${search.kinds} kinds of page` : ''} searched in ${(search.ms / 1000).toFixed(2)} s`;
    case 'stopped':
      return search.progress.of === 0
        ? 'Stopped, because another run was started'
        : `Stopped under ${search.progress.policy} on ${search.progress.kind} at depth ${search.progress.depth}, ${formatCount(search.progress.states)} states. What was not finished has no verdict.`;
    default:
      return null;
  }
}
