import { resolve } from 'node:path';

/** Folder of the checkout: what the command line found for itself (`MOOT_ROOT`), else where the process was started. */
export function findRoot(): string {
  return resolve(/* turbopackIgnore: true */ process.env.MOOT_ROOT ?? process.cwd());
}
