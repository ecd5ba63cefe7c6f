import { AsKnown } from '../_components/as-known';
import { counted, formatCount } from '../_components/numbers';
import { type DebateQuery, debateHref } from './debate-query';

interface DebateAsKnownProps {
  readonly asked: DebateQuery;
  /** Claims known on that day, and all of them. */
  readonly claims: number;
  readonly ofClaims: number;
}

/** Says that the page shows the base as it was known on a day, and what of it is hindsight all the same. */
export function DebateAsKnown({ asked, claims, ofClaims }: DebateAsKnownProps) {
  return (
    <AsKnown at={asked.at} today={debateHref(asked, { at: '' })}>
      {formatCount(claims)} of {counted(ofClaims, 'claim')}; claims and policies of later days are left out. The brief
      is written with hindsight, and the verdicts are computed today. <a href={`/timeline?at=${asked.at}`}>Timeline</a>{' '}
      ·
    </AsKnown>
  );
}
