'use client';

import { useState } from 'react';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import { counted } from '../_components/numbers';
import { JudgeTable } from './judge-table';
import { type Judging, useJudge } from './use-judge';

/** Every recorded scenario under the policy of the text: which verdicts differ from those of the policy it is like. */
export function JudgeAll({ simulator, policies }: { simulator: string; policies: readonly OwnPolicy[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { judging, judged, start, stop } = useJudge(simulator);
  const policy = policies.find(({ id }) => id === chosen) ?? policies[0];
  const isRunning = judging.state === 'running';
  const isOld = judged !== null && !isRunning && !isSame(judged.policies, policies);
  return (
    <section className="topic judge" aria-labelledby="judge-head">
      <h2 id="judge-head">Every scenario under your policy</h2>
      {policy === undefined ? (
        <p className="note">
          The text brings no policy. Write <code>policy mine like A5</code> below its first line, or begin with one of
          those above.
        </p>
      ) : (
        <>
          <p className="note">
            Plays every recorded scenario on each of its kinds of page, under <b>{policy.id}</b> and under{' '}
            <b>{policy.like}</b>, which it is like, and lists the verdicts that differ.
          </p>
          <div className="bar">
            {policies.length < 2 ? null : (
              <>
                <label htmlFor="judge-policy">Policy</label>
                <select
                  id="judge-policy"
                  value={policy.id}
                  disabled={isRunning}
                  onChange={(event) => setChosen(event.target.value)}
                >
                  {policies.map(({ id }) => (
                    <option key={id}>{id}</option>
                  ))}
                </select>
              </>
            )}
            <button type="button" className="btn" disabled={isRunning} onClick={() => void start(policies, policy)}>
              Judge every scenario
            </button>
            {isRunning ? (
              <button type="button" className="btn" onClick={stop}>
                Stop
              </button>
            ) : null}
          </div>
        </>
      )}
      <div className="note" role="status">
        <Said judging={judging} />
      </div>
      {judging.state === 'failed' ? (
        <p className="box err" role="alert">
          Judging ended early. {judging.why}. Judge again; if it fails again, reload the page.
        </p>
      ) : null}
      {isOld ? <p className="note">The policy was changed since. Judge again for its verdicts.</p> : null}
      {judged === null ? null : (
        <JudgeTable simulator={simulator} judged={judged} isWhole={judging.state === 'finished'} />
      )}
    </section>
  );
}

function isSame(left: readonly OwnPolicy[], right: readonly OwnPolicy[]): boolean {
  const strip = (policies: readonly OwnPolicy[]) =>
    JSON.stringify(policies, (key, value) => (['line', 'comments', 'note'].includes(key) ? undefined : value));
  return strip(left) === strip(right);
}

function Said({ judging }: { judging: Judging }) {
  switch (judging.state) {
    case 'running':
      if (judging.of === 0) return 'Fetching the scenarios';
      return (
        <>
          <div
            className="prog"
            role="progressbar"
            aria-label="Scenarios judged"
            aria-valuenow={judging.done}
            aria-valuemin={0}
            aria-valuemax={judging.of}
          >
            <i style={{ width: `${(100 * judging.done) / judging.of}%` }} />
          </div>
          {judging.done} of {counted(judging.of, 'scenario')} judged, {judging.slug} is next
        </>
      );
    case 'finished':
      return (
        <>
          Judged in {(judging.ms / 1000).toFixed(1)} s.
          {judging.unread.length === 0 ? null : ` The text of ${judging.unread.join(', ')} cannot be read.`}
        </>
      );
    case 'stopped':
      return 'Stopped. What was not judged has no row.';
    default:
      return null;
  }
}
