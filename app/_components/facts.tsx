import type { DebatePage, PolicyRow } from '#lib/db/record-types';
import { isProposed } from './matrix-head';
import { formatCount } from './numbers';

interface FactsProps {
  readonly counts: DebatePage['counts'];
  readonly policies: readonly PolicyRow[];
  /** Claims that are undecided under a kernel. */
  readonly undecided: number;
  /** The kernel; null where there is none. */
  readonly kernel: string | null;
}

/** What is here, in figures that lead to it. */
export function Facts({ counts, policies, undecided, kernel }: FactsProps) {
  const proposed = policies.filter(isProposed).length;
  const standings = `${policies.length - proposed} released, ${proposed} proposed`;
  return (
    <dl className="facts">
      <dt>Claims</dt>
      <dd>
        <a href="/claims">{formatCount(counts.claims)}</a>
        {kernel !== null && (
          <>
            , of which <a href="/claims?label=undecided">{formatCount(undecided)} undecided</a> under {kernel}
          </>
        )}
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
      <dt>Findings</dt>
      <dd>
        <a href="/findings">What nobody said</a>, <a href="/disagreements">disagreements</a>,{' '}
        <a href="/objections">objections</a>
      </dd>
      <dt>Arriving late?</dt>
      <dd>
        <a href="/guide">Read the guide</a>
      </dd>
    </dl>
  );
}
