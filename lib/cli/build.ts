import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { withLock } from '#lib/cli/lock';
import { PlainError } from '#lib/cli/plain-error';

/** What the built application depends on, relative to the checkout. Content is not among it: pages read the database. */
const sources = [
  'app',
  'lib',
  'prisma',
  'proxy.ts',
  'next.config.js',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.next.json',
];

/** SHA-256 over the names and bytes of {@link sources}. */
export function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const name of sources) addFile(hash, root, name);
  return hash.digest('hex');
}

function addFile(hash: ReturnType<typeof createHash>, root: string, name: string): void {
  const path = join(root, name);
  if (!existsSync(path)) return;
  const entries = readdirSyncOrUndefined(path);
  if (entries === undefined) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  else for (const entry of entries.toSorted()) if (entry !== 'generated') addFile(hash, root, join(name, entry));
}

function readdirSyncOrUndefined(path: string): string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

/** Folder of the built application: `NEXT_DIST_DIR`, by default `.next`. */
export function findBuild(root: string): string {
  return join(root, process.env.NEXT_DIST_DIR ?? '.next');
}

/**
 * Builds the application unless what is built was made from the same sources. Two processes that start at once build
 * once; a build that died is made again, since its mark is written last.
 */
export async function build(root: string): Promise<void> {
  const folder = findBuild(root);
  mkdirSync(join(root, '.moot'), { recursive: true });
  await withLock(join(root, '.moot', 'build.lock'), async () => {
    const mark = join(folder, 'moot-sources');
    const hash = hashSources(root);
    if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
    console.error('Building the pages; this takes about a minute the first time.');
    const code = await runNext(root, ['build']);
    if (code !== 0) throw new PlainError('The pages could not be built; what Next says above names the place.');
    writeFileSync(mark, hash);
  });
}

function runNext(root: string, args: readonly string[]): Promise<number> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production', MOOT_ROOT: root, NEXT_TELEMETRY_DISABLED: '1' },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
