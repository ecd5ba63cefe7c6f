import type { TrialSideView } from '#lib/db/trials';

/** Names of those who hold a side's claim now. */
export function holdersText({ claim }: TrialSideView): string {
  return claim.holders.length === 0 ? 'nobody any more' : claim.holders.map(({ name }) => name).join(', ');
}

/** A side's measure as the scenario language writes it. */
export function measureOf({ yardstick }: TrialSideView): string {
  return 'property' in yardstick ? yardstick.property : yardstick.predicate;
}
