import { describe, expect, it } from 'vitest';
import { listWitnesses, type Tested } from '#lib/db/evidence';
import type { Judged } from '#lib/db/matrix-cell';
import { mm } from '#lib/mm/mm';

const families = new Map(mm.policies.map(({ id, family }) => [id, family]));
const policies = mm.policies.map(({ id, family }, recordId) => ({ recordId, policy: id, family }));

/** A scenario with one run for each policy that is given, and a claim that its property tests. */
function tested(verdicts: Readonly<Record<string, string>>, rest: Partial<Judged['runs'][number]> = {}): Tested {
  const runs = Object.entries(verdicts).map(([id, verdict], number): Judged['runs'][number] => {
    const policy = policies.find(({ policy: one }) => one === id);
    if (policy === undefined) throw new Error(id);
    const found = { id: number, scenarioId: 1, policyId: policy.recordId, kind: 'base', engine: mm.engine };
    const searched = { textHash: 'text', verdict, complete: true, bound: null, states: 7, schedules: '3', stuck: null };
    const verdictRow = { runId: number, property: 'p', verdict, steps: 4 };
    const counted = { leastCopies: 0, mostCopies: 1, policy: { ...policy, position: 0 }, verdicts: [verdictRow] };
    return { ...found, ...searched, ...counted, ...rest };
  });
  const scenario: Judged = {
    ...{ recordId: 1, simulator: 'mm', textHash: 'text', record: { slug: 's' }, runs, firstKind: 'base' },
    families: new Set(Object.keys(verdicts).map((id) => families.get(id) ?? '')),
  };
  return { tests: new Map([['claim', [{ scenario, property: 'p', kind: '' }]]]), policies };
}

/** Word and policy of each witness under a kernel or a policy. */
function words(under: string, verdicts: Readonly<Record<string, string>>, rest: Partial<Judged['runs'][number]> = {}) {
  const chosen = mm.resolve(under)?.policies ?? [];
  const witnesses = listWitnesses(tested(verdicts, rest), chosen).get('claim') ?? [];
  return witnesses.map(({ verdict, policy, stale }) => `${verdict} ${policy}${stale ? ' stale' : ''}`);
}

describe('listWitnesses', () => {
  it('takes the run of the policy that the kernel has in the family', () => {
    const verdicts = { A1: 'violated', A2: 'holds', A4: 'holds', A5: 'violated' };
    expect(words('5.7', verdicts)).toEqual(['violated A1']);
    expect(words('5.9', verdicts)).toEqual(['holds A4']);
    expect(words('A2', verdicts)).toEqual(['holds A2']);
    expect(words('5.9', { A4: 'holds' }, { textHash: 'another' })).toEqual(['holds A4 stale']);
  });

  it('counts no run that was played with another rule in a family that the scenario asks', () => {
    // B0 is played with the rule of 5.4, which is A1.
    expect(words('5.9', { A1: 'violated', A4: 'holds', B0: 'violated' })).toEqual(['holds A4']);
    expect(words('5.12', { A5: 'holds', B4: 'violated' })).toEqual(['violated B4']);
    expect(words('5.12', { A5: 'violated', B4: 'holds' })).toEqual(['violated A5']);
  });

  it('knows nothing where no run has all the rules that are asked about', () => {
    const verdicts = { A5a: 'holds', B4: 'holds' };
    expect(words('5.10.218', verdicts)).toEqual(['unknown A5a']);
    const chosen = mm.resolve('5.10.218')?.policies ?? [];
    expect(listWitnesses(tested(verdicts), chosen).get('claim')?.[0]?.bound).toBe(
      'no recorded run plays A5a, B4 together',
    );
  });

  it('asks nothing of a policy whose family does not occur', () => {
    expect(words('5.9', { C1: 'holds' })).toEqual(['holds C1']);
    expect(words('5.9', {})).toEqual(['unknown A4 stale']);
  });
});
