import type { ReactNode } from 'react';
import { computedFindings, type FindingId, type Found } from '#lib/argument/findings';
import { listClaims } from '#lib/db/claims';
import { findCited, findComputed } from '#lib/db/findings';
import { listPeople } from '#lib/db/people';
import { listPolicies } from '#lib/db/policies';
import type { ClaimRow, PersonRef, PolicyRow } from '#lib/db/record-types';
import { Crumb } from '../../_components/crumb';
import { counted } from '../../_components/numbers';
import { IncompatibleList } from './incompatible-list';
import { RefutedList } from './refuted-list';
import { UnarguedList } from './unargued-list';
import { UntestedList } from './untested-list';

/** What the lists link to. */
export interface Linked {
  readonly claims: ReadonlyMap<string, ClaimRow>;
  readonly people: ReadonlyMap<string, PersonRef>;
  readonly policies: readonly PolicyRow[];
  /** Message-IDs of the cited mails that are imported. */
  readonly held: ReadonlySet<string>;
}

/** How each computed finding is shown: a new one is a line here and a file beside this. */
const lists: { readonly [K in FindingId]: (items: Found[K], linked: Linked) => ReactNode } = {
  'incompatible-claims': (items, linked) => <IncompatibleList items={items} linked={linked} />,
  'refuted-expectations': (items, linked) => <RefutedList items={items} linked={linked} />,
  'unargued-failures': (items, linked) => <UnarguedList items={items} linked={linked} />,
  'untested-claims': (items, linked) => <UntestedList items={items} linked={linked} />,
};

/** A computed finding: what it means, and everything that it found. */
export async function ComputedPage({ id }: { id: FindingId }) {
  const [found, claims, people, policies] = await Promise.all([
    findComputed(),
    listClaims(),
    listPeople(),
    listPolicies(),
  ]);
  const linked: Linked = {
    claims: new Map(claims.map((claim) => [claim.slug, claim])),
    people: new Map(people.map((person) => [person.slug, person])),
    policies: policies.filter(({ variantOf }) => variantOf === null),
    held: await findCited(found),
  };
  const { title, meaning, none } = computedFindings[id];
  return (
    <>
      <Crumb up={{ href: '/findings', label: 'Findings' }} here={id}>
        <span>Computed from records and recorded verdicts</span>
      </Crumb>
      <div className="headline">
        <h1>{title}</h1>
        <p className="note">{meaning}</p>
      </div>
      <p className="note count apart">
        <b>{found[id].length === 0 ? none : counted(found[id].length, 'entry', 'entries')}</b>
      </p>
      {found[id].length > 0 && show(id, found, linked)}
    </>
  );
}

function show<K extends FindingId>(id: K, found: Found, linked: Linked): ReactNode {
  const list: (typeof lists)[K] = lists[id];
  return list(found[id], linked);
}
