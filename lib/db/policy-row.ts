import { policyStandings } from '#lib/argument/record/policy';
import type { Prisma } from '#lib/db/generated/client';
import type { PolicyRow } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';
import type { PolicyInfo } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** What a policy in a list needs. */
export const policySelect = {
  recordId: true,
  policy: true,
  family: true,
  standing: true,
  inForce: true,
  position: true,
  record: { select: { title: true, front: true } },
} as const satisfies Prisma.PolicySelect;

/** A policy's columns, as far as lists need them. */
export type PolicyColumns = Prisma.PolicyGetPayload<{ select: typeof policySelect }>;

/** A policy's row as lists show it. */
export function viewPolicyRow(row: PolicyColumns): PolicyRow {
  return {
    id: row.policy,
    title: row.record.title,
    rule: readFront('policy', row.record.front).rule,
    family: row.family,
    standing: readWord(policyStandings, row.standing),
    inForce: row.inForce,
    variantOf: findPolicyInfo(row.policy)?.variantOf ?? null,
  };
}

/** A policy as its simulator describes it; undefined where none plays it. */
export function findPolicyInfo(id: string): PolicyInfo | undefined {
  return simulators.flatMap(({ policies }) => policies).find((policy) => policy.id === id);
}

/** Family by family, released ones in the order of their releases, then proposed ones: as the simulator lists them. */
export function sortPolicies<T extends { readonly policy: string; readonly position: number }>(
  rows: readonly T[],
): T[] {
  const order = simulators.flatMap((simulator) => simulator.policies.map(({ id }) => id));
  const place = (row: T) => {
    const index = order.indexOf(row.policy);
    return index === -1 ? order.length : index;
  };
  return rows.toSorted((a, b) => place(a) - place(b) || a.position - b.position || (a.policy < b.policy ? -1 : 1));
}
