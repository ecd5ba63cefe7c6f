import { type EntryKind, entryKinds } from '#lib/db/timeline';
import { type PageQuery, readDay, readFirst, writeHref } from '../_components/page-query';

/** What the address of the timeline asks for; an empty text asks for nothing. */
export interface TimelineAsked {
  readonly kind: EntryKind | '';
  /** Slug of a person. */
  readonly person: string;
  /** Id of a topic. */
  readonly topic: string;
  /** Day as of which the base is shown, ISO 8601. */
  readonly at: string;
  /** 1-based. */
  readonly page: number;
}

/** Names of the filters, as a sentence says them. */
const filterNames = { kind: 'the kind', person: 'the person', topic: 'the topic', at: 'the date' } as const;

type FilterName = keyof typeof filterNames;

const noFilters = { kind: '', person: '', topic: '', at: '' } as const satisfies Record<FilterName, ''>;

/** The filters that are set, by name, each as a sentence says it. */
export function listSet(asked: TimelineAsked): ReadonlyMap<string, string> {
  const names: readonly FilterName[] = ['kind', 'person', 'topic', 'at'];
  return new Map(names.filter((name) => asked[name] !== '').map((name) => [name, filterNames[name]]));
}

/** What leaves out the filter of that name; all of them where it is null. */
export function withoutFilter(name: string | null): Partial<TimelineAsked> {
  return name === null ? noFilters : { [name]: '' };
}

/** Reads an address; what makes no sense is as if it were not there. */
export function readTimelineQuery(query: PageQuery): TimelineAsked {
  const kind = readFirst(query, 'kind');
  return {
    kind: entryKinds.find((one) => one === kind) ?? '',
    person: readFirst(query, 'person'),
    topic: readFirst(query, 'topic'),
    at: readDay(readFirst(query, 'at')) ?? '',
    page: Math.max(Math.trunc(Number(readFirst(query, 'page'))) || 1, 1),
  };
}

/** The address of a timeline; another filter leads to its first page. `fragment` is a month: `2021-12`. */
export function timelineHref(asked: TimelineAsked, change: Partial<TimelineAsked>, fragment = ''): string {
  const { kind, person, topic, at, page } = { ...asked, page: 1, ...change };
  return writeHref('/timeline', { kind, person, topic, at, page: page === 1 ? '' : String(page) }, fragment);
}
