import { describe, expect, it } from 'vitest';
import type { Witness } from '#lib/argument/evidence';
import type { IndexedClaim } from '#lib/db/claim-index';
import { claimsHref, listSet, readClaimsQuery, withoutFilter } from '../../app/claims/claims-query';
import { viewClaims } from '../../app/claims/view-claims';

const claim = (slug: string, topic: string, refines: string | null = null): IndexedClaim => ({
  slug,
  title: slug,
  kind: 'factual',
  topic,
  position: 1,
  holders: [],
  since: null,
  until: null,
  stances: [],
  properties: [],
  scenarios: [],
  refines,
});

const witness = (verdict: Witness['verdict']): Witness => ({
  verdict,
  isStuck: false,
  scenario: 's',
  property: 'p',
  kind: null,
  policy: 'A1',
  states: 1,
  schedules: '1',
  steps: null,
  complete: true,
  bound: null,
  stale: false,
});

const input = {
  claims: [claim('a', 't'), claim('b', 't', 'a'), claim('c', 'u')],
  rows: new Map(),
  failing: new Map([
    ['b', 1],
    ['c', 7],
  ]),
  argument: {
    labels: new Map([
      ['a', 'in'],
      ['b', 'out'],
      ['c', 'undecided'],
    ] as const),
    evidence: new Map([
      ['a', [witness('holds')]],
      ['b', [witness('holds'), witness('violated')]],
    ]),
  },
};

const slugs = (query: Record<string, string>) =>
  viewClaims(readClaimsQuery(query), input).groups.map(({ topic, claims }) => [
    topic,
    ...claims.map((listed) => `${listed.isRefined ? '… ' : ''}${listed.claim.slug}`),
  ]);

describe('the list of claims', () => {
  it('stands under its topics, refined claims indented, or is one list in another order', () => {
    expect(slugs({})).toEqual([
      ['t', 'a', '… b'],
      ['u', 'c'],
    ]);
    expect(slugs({ sort: 'failing' })).toEqual([[null, 'c', 'b', 'a']]);
  });

  it('is narrowed by what becomes of a claim, and by the worst verdict on it', () => {
    expect(slugs({ label: 'defeated' })).toEqual([['t', '… b']]);
    expect(slugs({ verdict: 'violated' })).toEqual([['t', '… b']]);
    expect(slugs({ verdict: 'not applicable' })).toEqual([['u', 'c']]);
    expect(slugs({ label: 'in' })).toEqual([]);
  });

  it('says which filter leaves nothing', () => {
    const asked = readClaimsQuery({ topic: 't', label: 'undecided', under: 'A5' });
    const { blamed, passing } = viewClaims(asked, input);
    expect({ blamed, passing }).toEqual({ blamed: { name: 'label', count: 2 }, passing: 0 });
    expect([...listSet(asked).keys()]).toEqual(['topic', 'label']);
    expect(withoutFilter(asked, 'topic')).toBe('/claims?under=A5&label=undecided');
    expect(withoutFilter(asked, null)).toBe('/claims?under=A5');
  });

  it('has an address that reads back as the same list', () => {
    const asked = readClaimsQuery({ property: 'wrong-cow', verdict: 'not applicable', sort: 'statement', page: '2' });
    const address = new URL(claimsHref(asked, { page: 2 }), 'http://localhost');
    expect(readClaimsQuery(Object.fromEntries(address.searchParams))).toEqual(asked);
  });
});
