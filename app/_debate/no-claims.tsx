import type { Narrowed } from '#lib/argument/narrow';
import { counted } from '../_components/numbers';
import { type DebateQuery, debateHref, filterNames, listSet, noFilters } from './debate-query';

/** Why no claim is shown, and the one thing to do about it. */
export function NoClaims({ asked, blamed }: { asked: DebateQuery; blamed: Narrowed<unknown>['blamed'] }) {
  const set = listSet(asked);
  const name = set.find((one) => one === blamed?.name);
  if (name === undefined || blamed === undefined || set.length === 1) {
    return (
      <p className="note empty">
        {set.length === 1
          ? 'No claim passes this filter.'
          : 'No claim passes these filters, nor would one without any single one of them.'}{' '}
        <a href={debateHref(asked, noFilters)}>Show every claim</a>
      </p>
    );
  }
  const words = filterNames[name];
  return (
    <p className="note empty">
      No claim passes all of these filters. Without {words} {counted(blamed.count, 'claim does', 'claims do')}:{' '}
      <a href={debateHref(asked, { [name]: '' })}>leave out {words}</a>
    </p>
  );
}
