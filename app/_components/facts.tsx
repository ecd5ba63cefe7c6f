import type { DebatePage, PolicyRow } from '#lib/db/record-types';
import { isProposed } from './matrix-head';
import { formatCount } from './numbers';

/** What is here, in figures that lead to it. */
export function Facts({ counts, policies }: { counts: DebatePage['counts']; policies: readonly PolicyRow[] }) {
  const proposed = policies.filter(isProposed).length;
  const standings = `${policies.length - proposed} released, ${proposed} proposed`;
  return (
    <dl className="facts">
      <dt>Claims</dt>
      <dd>
        <a href="/claims">{formatCount(counts.claims)}</a>, by topic
      </dd>
      <dt>Scenarios</dt>
      <dd>
        <a href="/scenarios">{formatCount(counts.scenarios)}</a>, run over all schedules or to a named bound
      </dd>
      <dt>Policies</dt>
      <dd>
        <a href="/policies">{standings}</a>
      </dd>
      <dt>Mail</dt>
      <dd>
        <a href="/mail">{formatCount(counts.mail)} held</a>, {formatCount(counts.ghosts)} referred to but missing
      </dd>
      <dt>Arriving late?</dt>
      <dd>
        <a href="/guide">Read the guide</a>
      </dd>
    </dl>
  );
}
