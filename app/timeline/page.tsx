import type { Metadata } from 'next';
import { narrow } from '#lib/argument/narrow';
import { readNames } from '#lib/db/argument';
import { findDebateFront } from '#lib/db/debate';
import { getMoot } from '#lib/db/open';
import { listTimeline, type TimelineEntry } from '#lib/db/timeline';
import { AsKnown } from '../_components/as-known';
import { Pager } from '../_components/mail-pager';
import { NothingPasses } from '../_components/nothing-passes';
import { counted } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { Entries } from './entries';
import { Filters } from './filters';
import { KnownThen } from './known-then';
import { cutIntoPages } from './months';
import { Strip } from './strip';
import { listSet, readTimelineQuery, type TimelineAsked, timelineHref, withoutFilter } from './timeline-query';

export const metadata: Metadata = { title: 'Timeline' };

/** Entries of a page; it goes on to the end of the day. */
const perPage = 250;

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** What happened when: mails, claims, stances, changes and releases on one axis; with a date, what was known on it. */
export default async function TimelinePage({ searchParams }: Props) {
  const asked = readTimelineQuery(await searchParams);
  const { prisma } = await getMoot();
  const [entries, debate, people] = await Promise.all([listTimeline(), findDebateFront(prisma), readNames(prisma)]);
  const { kept, blamed } = narrow(entries, listConditions(asked));
  const pages = cutIntoPages(kept, perPage);
  const page = Math.min(asked.page, pages.length);
  const hidden = asked.at === '' ? 0 : entries.filter(({ day }) => day > asked.at).length;
  const places = listPlaces(pages);
  return (
    <>
      <div className="headline">
        <h1>Timeline</h1>
        <p className="note">
          Claims when somebody first spoke of them, stances that turn something, changes, releases that brought or ended
          a rule, and the mails of the threads. A day leads to what was known on it.
        </p>
        {asked.at !== '' && (
          <AsKnown at={asked.at} today={timelineHref(asked, { at: '' })}>
            {counted(hidden, 'later entry is', 'later entries are')} left out. <a href={`/map?at=${asked.at}`}>Map</a> ·{' '}
            <a href={`/?at=${asked.at}`}>Claims by policy</a> of that day.
          </AsKnown>
        )}
      </div>
      <Filters asked={asked} people={people} topics={debate?.front.topics ?? []} />
      {asked.at !== '' && <KnownThen at={asked.at} />}
      <section aria-labelledby="entries">
        <div className="sh">
          <h2 id="entries">What happened</h2>
          <p className="note">{countOf(kept)}</p>
        </div>
        {kept.length === 0 ? (
          <NothingPasses
            noun="entry"
            nouns="entries"
            set={listSet(asked)}
            blamed={blamed}
            hrefWithout={(name) => timelineHref(asked, withoutFilter(name))}
          />
        ) : (
          <>
            <Strip entries={kept} href={(month) => timelineHref(asked, { page: places.get(month) ?? 1 }, month)} />
            <Entries entries={pages[page - 1] ?? []} asked={asked} />
            <Pager
              page={page}
              pages={pages.length}
              href={(to) => timelineHref(asked, { page: to })}
              before="Earlier"
              after="Later"
            />
          </>
        )}
      </section>
    </>
  );
}

function listConditions({ kind, person, topic, at }: TimelineAsked) {
  const all = [
    { name: 'kind', isSet: kind !== '', passes: (entry: TimelineEntry) => entry.kind === kind },
    { name: 'person', isSet: person !== '', passes: ({ people }: TimelineEntry) => people.includes(person) },
    { name: 'topic', isSet: topic !== '', passes: ({ topics }: TimelineEntry) => topics.includes(topic) },
    { name: 'at', isSet: at !== '', passes: ({ day }: TimelineEntry) => day <= at },
  ];
  return all.filter(({ isSet }) => isSet);
}

/** The page on which each month begins. */
function listPlaces(pages: readonly (readonly TimelineEntry[])[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  pages.forEach((entries, index) => {
    for (const { day } of entries) {
      const month = day.slice(0, 7);
      if (!places.has(month)) places.set(month, index + 1);
    }
  });
  return places;
}

/** `12 claims, 4 changes`: what there is, the mails counted one by one. */
function countOf(entries: readonly TimelineEntry[]): string {
  const number = (kind: TimelineEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  const mails = entries.reduce((sum, one) => sum + (one.kind === 'mail' ? one.cited.length + one.others.length : 0), 0);
  return [
    [number('claim'), 'claim'] as const,
    [number('stance'), 'stance'] as const,
    [number('change'), 'change'] as const,
    [number('release'), 'release'] as const,
    [mails, 'mail'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, noun]) => counted(count, noun))
    .join(', ');
}
