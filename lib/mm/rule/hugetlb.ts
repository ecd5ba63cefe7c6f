import type { Memory } from '#lib/mm/memory';
import { COPY, type Decision, REUSE } from '#lib/mm/policy';
import { tell } from '#lib/mm/rule/reuse';

/**
 * `hugetlb_cow()`, today `hugetlb_wp()`: whoever maps the page alone reuses it, in every release up to 7.2. References are
 * never looked at, since a copy may fail for lack of huge pages, and that kills the process.
 */
export function reuseHugetlb(m: Memory, page: number): Decision {
  const mapped = m.mapcount(page);
  if (m.talk !== null) tell(m.talk, `mapcount ${mapped}`, `asks for the mappings of the hugetlb page: ${mapped}`);
  return mapped === 1 ? REUSE : COPY;
}
