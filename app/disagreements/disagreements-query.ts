import { type Condition, type Narrowed, narrow } from '#lib/argument/narrow';
import type { DisagreementView } from '#lib/db/disagreements';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What the address of the list asks for; an empty text asks for nothing. */
export interface DisagreementsQuery {
  readonly type: string;
  readonly person: string;
  /** `live` or `over`. */
  readonly state: string;
}

/** What narrows the list, and how a sentence says it. */
const filterNames = { type: 'the type', person: 'the person', state: 'the state' } as const;

type FilterName = keyof typeof filterNames;

const names: readonly FilterName[] = ['type', 'person', 'state'];

export function readDisagreementsQuery(query: PageQuery): DisagreementsQuery {
  const read = (name: FilterName) => readFirst(query, name);
  return { type: read('type'), person: read('person'), state: read('state') };
}

/** The filters that are set, by name, each as a sentence says it. */
export function listSet(asked: DisagreementsQuery): ReadonlyMap<string, string> {
  return new Map(names.filter((name) => asked[name] !== '').map((name) => [name, filterNames[name]]));
}

/** The same list without one filter, or without any. */
export function withoutFilter(asked: DisagreementsQuery, name: string | null): string {
  return writeHref('/disagreements', name === null ? {} : { ...asked, [name]: '' });
}

export function narrowDisagreements(
  rows: readonly DisagreementView[],
  asked: DisagreementsQuery,
): Narrowed<DisagreementView> {
  const tests: Readonly<Record<FilterName, (row: DisagreementView) => boolean>> = {
    type: ({ type }) => type === asked.type,
    person: ({ sides }) => sides.some(({ voices }) => voices.some(({ person }) => person.slug === asked.person)),
    state: ({ isLive }) => (asked.state === 'over' ? !isLive : isLive),
  };
  const conditions = names
    .filter((name) => asked[name] !== '')
    .map((name): Condition<DisagreementView> => ({ name, passes: tests[name] }));
  return narrow(rows, conditions);
}
