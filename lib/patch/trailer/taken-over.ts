import type { GatheredTrailer } from '#lib/patch/trailer/gather';
import { namesPerson } from '#lib/patch/trailer/trailer';

/**
 * Whether a gathered trailer goes into the commit message: it was given in a reply, counts, and is something that commits
 * have. A NAK is not, nor is another's sign-off: whoever commits signs off himself.
 */
export function isTakenOver({ key, excluded, sources }: GatheredTrailer): boolean {
  if (excluded !== null || sources.length === 0) return false;
  return namesPerson(key) ? !/^(?:nacked|signed-off)-by$/i.test(key) : /^(?:fixes|closes)$/i.test(key);
}
