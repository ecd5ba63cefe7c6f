import { namedKernels } from '#lib/mm/kernels';
import { cowPolicies, deliveryPolicies, dirtyPolicies, flushPolicies } from '#lib/mm/policies';
import type { Policy } from '#lib/mm/policy';

const lists: readonly (readonly Policy[])[] = [cowPolicies, flushPolicies, dirtyPolicies, deliveryPolicies];

/** A policy of any family by its id, whether its scenarios can be played yet or not. */
export function findAnyPolicy(id: string): Policy | undefined {
  return lists.flat().find((policy) => policy.id === id);
}

/**
 * The policy that one is a change of: a variant of its main one, a proposal of what its kernel had, a released one of the
 * main one released before it. Null for the first of a family.
 */
export function predecessorOf(id: string): string | null {
  const list = lists.find((policies) => policies.some((policy) => policy.id === id));
  const policy = list?.find((one) => one.id === id);
  if (list === undefined || policy === undefined) return null;
  if (policy.variantOf !== null) return policy.variantOf;
  if (policy.standing === 'proposed') {
    const home = namedKernels.find(({ release }) => release === policy.kernel);
    const had = home === undefined ? [] : [home.cow, home.flush, home.dirty, home.delivery];
    return list.find((one) => had.includes(one.id) && one.id !== id)?.id ?? null;
  }
  const released = list.filter((one) => one.standing === 'released' && one.variantOf === null);
  return released[released.indexOf(policy) - 1]?.id ?? null;
}
