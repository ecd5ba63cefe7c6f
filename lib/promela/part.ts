/**
 * Parts of a line: what an actor does next, by the names that the text gives them. `0` is a line that has not begun, or
 * begins again. One number may stand for parts of different steps.
 */
const parts = {
  /** A fault, or GUP: wp_page_copy() in two parts, do_swap_page() behind the look-up. */
  COPYING: 1,
  INSTALLING: 2,
  SWAPPING_IN: 3,
  /** GUP broke COW where nothing may be written. */
  BROKEN: 4,
  /** GUP-fast failed, and the way with locks begins; it has read the PTE; it has taken its reference. */
  SLOW: 5,
  WALKED: 6,
  TAKEN: 7,
  /** Reclaim and migration. */
  UNMAPPING: 1,
  WRITING: 2,
  WRITTEN: 3,
  MOVING: 2,
  RESTORING: 3,
  /** KSM. */
  KEEPING: 1,
  PROTECTING: 2,
  REPLACING: 3,
} as const;

/** Declares those names that a text uses. */
export function declareParts(text: string): string {
  return Object.entries(parts)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
    .map(([name, number]) => `#define ${name} ${number}`)
    .join('\n');
}
