import { type ClaimSort, claimSorts } from '#lib/argument/claim-filter';
import type { Option } from './choice';

const labels: { readonly [K in ClaimSort]: string } = {
  topic: 'by topic',
  'first said': 'first said first',
  'last said': 'last said first',
  statement: 'by statement',
  failing: 'most failing policies first',
};

/** An order as an address says it: empty for the first. */
export function sortValue(sort: ClaimSort): string {
  return sort === claimSorts[0] ? '' : sort;
}

/** What claims are sorted by, as a list to choose from. */
export const sortOptions: readonly Option[] = claimSorts.map((sort) => ({
  value: sortValue(sort),
  label: labels[sort],
}));
