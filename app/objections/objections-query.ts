import { type Condition, type Narrowed, narrow } from '#lib/argument/narrow';
import type { ObjectionView } from '#lib/db/objections';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What the address of the list asks for; an empty text asks for nothing. */
export interface ObjectionsQuery {
  readonly state: string;
  readonly person: string;
  readonly change: string;
  readonly policy: string;
}

/** What narrows the list, and how a sentence says it. */
const filterNames = { state: 'the state', person: 'the person', change: 'the change', policy: 'the policy' } as const;

type FilterName = keyof typeof filterNames;

const names: readonly FilterName[] = ['state', 'person', 'change', 'policy'];

const nothing: ObjectionsQuery = { state: '', person: '', change: '', policy: '' };

export function readObjectionsQuery(query: PageQuery): ObjectionsQuery {
  const read = (name: FilterName) => readFirst(query, name);
  return { state: read('state'), person: read('person'), change: read('change'), policy: read('policy') };
}

function objectionsHref(asked: Partial<ObjectionsQuery>): string {
  return writeHref('/objections', { ...nothing, ...asked });
}

/** The filters that are set, by name, each as a sentence says it. */
export function listSet(asked: ObjectionsQuery): ReadonlyMap<string, string> {
  return new Map(names.filter((name) => asked[name] !== '').map((name) => [name, filterNames[name]]));
}

/** The same list without one filter, or without any. */
export function withoutFilter(asked: ObjectionsQuery, name: string | null): string {
  return objectionsHref(name === null ? {} : { ...asked, [name]: '' });
}

export function narrowObjections(rows: readonly ObjectionView[], asked: ObjectionsQuery): Narrowed<ObjectionView> {
  const tests: Readonly<Record<FilterName, (row: ObjectionView) => boolean>> = {
    state: (row) => row.state === asked.state,
    person: (row) => row.person.slug === asked.person,
    change: (row) => row.change.slug === asked.change,
    policy: ({ change }) => change.policies.includes(asked.policy),
  };
  const conditions = names
    .filter((name) => asked[name] !== '')
    .map((name): Condition<ObjectionView> => ({ name, passes: tests[name] }));
  return narrow(rows, conditions);
}
