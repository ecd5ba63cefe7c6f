import type { Condition, Narrowed } from '#lib/argument/narrow';
import { narrow } from '#lib/argument/narrow';
import { changeStates } from '#lib/argument/record/change';
import type { ChangeRow } from '#lib/db/record-types';
import { Choice, plainOptions } from '../_components/choice';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What the address asks of the list of changes; an empty text asks for nothing. */
export interface ChangesQuery {
  readonly state: string;
  readonly author: string;
  readonly sort: string;
}

/** How a sentence says what narrows the list. */
const filterNames = { state: 'the state', author: 'the author' } as const;

export function readChangesQuery(query: PageQuery): ChangesQuery {
  return { state: readFirst(query, 'state'), author: readFirst(query, 'author'), sort: readFirst(query, 'sort') };
}

/** The filters that are set, by name. */
export function listSet({ state, author }: ChangesQuery): ReadonlyMap<string, string> {
  const set = new Map<string, string>();
  if (state !== '') set.set('state', filterNames.state);
  if (author !== '') set.set('author', filterNames.author);
  return set;
}

/** The same list without one filter, or without any. */
export function withoutFilter(asked: ChangesQuery, name: string | null): string {
  const { state, author, sort } = asked;
  return writeHref(
    '/patches',
    { state: name === 'author' ? state : '', author: name === 'state' ? author : '', sort },
    'changes',
  );
}

/** The changes that an address asks for, oldest first or, where it says so, newest first. */
export function narrowChanges(changes: readonly ChangeRow[], asked: ChangesQuery): Narrowed<ChangeRow> {
  const conditions: readonly Condition<ChangeRow>[] = [
    ...(asked.state === '' ? [] : [{ name: 'state', passes: ({ state }: ChangeRow) => state === asked.state }]),
    ...(asked.author === ''
      ? []
      : [{ name: 'author', passes: ({ author }: ChangeRow) => author?.slug === asked.author }]),
  ];
  const { kept, blamed } = narrow(changes, conditions);
  return { kept: asked.sort === 'newest' ? kept.toReversed() : kept, blamed };
}

/** Narrows the list. A plain form, so that it works without scripts and its address is the view. */
export function ChangeFilters({ asked, changes }: { asked: ChangesQuery; changes: readonly ChangeRow[] }) {
  const authors = new Map(changes.flatMap(({ author }) => (author === null ? [] : [[author.slug, author.name]])));
  const options = [...authors]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
  return (
    <form className="filters" action="/patches#changes">
      <Choice name="state" label="State" value={asked.state} all="every state" options={plainOptions(changeStates)} />
      <Choice name="author" label="Author" value={asked.author} all="anybody" options={options} />
      <Choice
        name="sort"
        label="Order"
        value={asked.sort}
        all={null}
        options={[
          { value: '', label: 'oldest first' },
          { value: 'newest', label: 'newest first' },
        ]}
      />
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}
