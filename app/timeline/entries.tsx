import type { TimelineEntry } from '#lib/db/timeline';
import { monthName, shortDate } from '../_components/dates';
import { counted } from '../_components/numbers';
import { EntryText } from './entry';
import { kindWords } from './kind-words';
import { groupByMonth } from './months';
import { type TimelineAsked, timelineHref } from './timeline-query';

/** Entries month by month. A gap of months is a line; a day stands once, before its first entry. */
export function Entries({ entries, asked }: { entries: readonly TimelineEntry[]; asked: TimelineAsked }) {
  return groupByMonth(entries).map(({ month, gap, entries: own }) => (
    <section key={month} className="month" aria-labelledby={month}>
      {gap > 0 && <p className="gap">Nothing for {counted(gap, 'month')}</p>}
      <h3 id={month}>{monthName(month)}</h3>
      <ol>
        {own.map((entry, index) => (
          <li key={keyOf(entry)} className={entry.kind} data-item="">
            <span className="day">
              {own[index - 1]?.day === entry.day ? (
                <span className="vh">{shortDate(entry.day)}</span>
              ) : (
                <a href={timelineHref(asked, { at: entry.day })} title="What was known on this day">
                  <time dateTime={entry.day}>{shortDate(entry.day)}</time>
                </a>
              )}
            </span>
            <span className="lane">{kindWords[entry.kind].one}</span>
            <div className="what">
              <EntryText entry={entry} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  ));
}

function keyOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'release':
      return `release ${entry.release}`;
    case 'change':
      return `change ${entry.change.slug}`;
    case 'claim':
      return `claim ${entry.claim.slug}`;
    case 'stance':
      return `stance ${entry.about.slug} ${entry.said.person.slug} ${entry.said.attitude} ${entry.said.messageId} ${entry.said.note}`;
    case 'mail':
      return `mail ${entry.day}`;
  }
}
