import type { CowPolicy } from '#lib/mm/policy';
import { anonExclusiveForce } from '#lib/mm/policy/anon-exclusive-force';

/** As 6.0, and mprotect gives exclusive pages their write bit back in PTEs: 6.1. */
export const anonExclusiveMprotect: CowPolicy = {
  ...anonExclusiveForce,
  id: 'A7w',
  rule: 'PageAnonExclusive, mprotect writable',
  inForce: '6.1',
  kernel: '6.1.192',
  mprotectRestoresWrite: 'pte',
  // Stable 6.1 has it; 6.1 itself asks once, and frees no page that it would not.
  reclaimTestsPinsAgain: true,
};
