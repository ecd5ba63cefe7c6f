import { policyRanges } from '../../_components/policy-ranges';
import { RangeText } from '../../_components/verdict-ranges';
import type { Linked } from './computed-page';

/** Policies as ranges, in the order of their releases: `A1, A3–A5 · proposed P2`. */
export function PolicyNames({ ids, linked }: { ids: readonly string[]; linked: Linked }) {
  return <RangeText ranges={{ ...policyRanges(linked.policies, new Set(ids)), every: false }} />;
}
