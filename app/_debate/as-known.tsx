import { longDate } from '../_components/dates';
import { counted, formatCount } from '../_components/numbers';
import { type DebateQuery, debateHref } from './debate-query';

interface AsKnownProps {
  readonly asked: DebateQuery;
  /** Claims known on that day, and all of them. */
  readonly claims: number;
  readonly ofClaims: number;
}

/** Says that the page shows the base as it was known on a day, and what of it is hindsight all the same. */
export function AsKnown({ asked, claims, ofClaims }: AsKnownProps) {
  return (
    <div className="banner" role="note">
      <p>
        <b>
          As known on <time dateTime={asked.at}>{longDate(asked.at)}</time>:
        </b>{' '}
        {formatCount(claims)} of {counted(ofClaims, 'claim')}. Claims and policies of later days are left out. The brief
        is written with hindsight, and the verdicts are computed today.{' '}
        <a href={`/timeline?at=${asked.at}`}>Timeline</a> ·{' '}
        <a href={debateHref(asked, { at: '' })}>Show what is known today</a>
      </p>
    </div>
  );
}
