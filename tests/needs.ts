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
  tell(what);
  return false;
}

const shared = resolve(process.env.MOOT_SHARED ?? join(import.meta.dirname, '..', '..', 'shared'));

/**
 * Path of a file of the collection of others' mail that lies beside the checkout, or undefined where there is none.
 * The collection is no tool that could be installed, so that its absence never fails; that of one file of it may.
 */
export function findShared(path: string): string | undefined {
  const file = join(shared, path);
  if (existsSync(file)) return file;
  if (existsSync(shared)) needs(`${path} in the collection beside the checkout`, false);
  else tell('the collection of mail beside the checkout (../shared)');
  return undefined;
}

function tell(what: string): void {
  if (told.has(what)) return;
  told.add(what);
  console.warn(`skipped: needs ${what}`);
}
