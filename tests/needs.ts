import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const told = new Set<string>();

/**
 * Whether a test may run that needs something the project does not bring. What is lacking is named once; with
 * `MOOT_TEST_ALL=1` it fails instead, so that a full run cannot pass by skipping.
 */
export function needs(what: string, present: boolean): boolean {
  if (present) return true;
  if (process.env.MOOT_TEST_ALL === '1') throw new Error(`MOOT_TEST_ALL is set, and this machine lacks ${what}`);
  if (!told.has(what)) {
    told.add(what);
    console.warn(`skipped: needs ${what}`);
  }
  return false;
}

const shared = resolve(process.env.MOOT_SHARED ?? join(import.meta.dirname, '..', '..', 'shared'));

/** Path of a file of the mail collection that lies beside the checkout, or undefined where there is none. */
export function findShared(path: string): string | undefined {
  const file = join(shared, path);
  return needs(`${path} in the collection beside the checkout`, existsSync(file)) ? file : undefined;
}
