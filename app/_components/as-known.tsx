import type { ReactNode } from 'react';
import { longDate } from './dates';

interface AsKnownProps {
  /** ISO 8601. */
  readonly at: string;
  /** The same page as known today. */
  readonly today: string;
  /** What is hindsight all the same. */
  readonly children: ReactNode;
}

/** Says that a page shows what was known on a day, and leads back to today. */
export function AsKnown({ at, today, children }: AsKnownProps) {
  return (
    <div className="banner" role="note">
      <p>
        <b>
          As known on <time dateTime={at}>{longDate(at)}</time>.
        </b>{' '}
        {children} <a href={today}>Show what is known today</a>
      </p>
    </div>
  );
}
