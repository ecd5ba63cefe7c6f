import type { TimelineEntry } from '#lib/db/timeline';
import { escapeHtml } from '#lib/text/escape-html';
import { monthName, shortDate } from '../_components/dates';
import { counted } from '../_components/numbers';
import { entryHtml } from './entry-html';
import { kindWords } from './kind-words';
import { groupByMonth } from './months';
import { type TimelineAsked, timelineHref } from './timeline-query';

/** Entries month by month. A gap of months is a line; a day stands once, before its first entry. */
export function Entries({ entries, asked }: { entries: readonly TimelineEntry[]; asked: TimelineAsked }) {
  return groupByMonth(entries).map(({ month, gap, entries: own }) => {
    const rows = own.map((entry, index) => rowHtml(entry, own[index - 1]?.day !== entry.day, asked));
    return (
      <section key={month} className="month" aria-labelledby={month}>
        {gap > 0 && <p className="gap">Nothing for {counted(gap, 'month')}</p>}
        <h3 id={month}>{monthName(month)}</h3>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: entryHtml escapes every text of the records */}
        <ol dangerouslySetInnerHTML={{ __html: rows.join('') }} />
      </section>
    );
  });
}

/** A row: the day where it is a new one, as a link to what was known on it; the lane; what happened. */
function rowHtml(entry: TimelineEntry, isNewDay: boolean, asked: TimelineAsked): string {
  const time = `<time datetime="${entry.day}">${shortDate(entry.day)}</time>`;
  const day = isNewDay
    ? `<a href="${escapeHtml(timelineHref(asked, { at: entry.day }))}" title="What was known on this day">${time}</a>`
    : `<span class="vh">${time}</span>`;
  return `<li class="${entry.kind}" data-item=""><span class="day">${day}</span><span class="lane">${kindWords[entry.kind].one}</span><div class="what">${entryHtml(entry)}</div></li>`;
}
