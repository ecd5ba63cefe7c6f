import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

/*
 * A real PostgreSQL for the tests: one a run, started by the first test that asks for it, in a folder of its own, gone
 * with the run. `MOOT_TEST_POSTGRES=postgresql://...` names one that runs already; its user has to be allowed to create
 * databases.
 */

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket that answers with the address of the server. */
    readonly postgres: string;
  }
}

/** The programs of the newest PostgreSQL that is installed, if it is 15 or newer. */
export function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => Number(name) >= 15) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a)).map((name) => join(debian, name, 'bin'));
  const folders = [...newest, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

export function isServerThere(): boolean {
  return process.env.MOOT_TEST_POSTGRES !== undefined || findPrograms() !== undefined;
}

interface Server {
  /** The database `postgres`, in which no test works. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Called by vitest once a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-postgres-'));
  const socket = join(folder, 'ask');
  let server: Promise<Server> | undefined;
  const asked = createServer((connection) => {
    connection.on('error', () => undefined);
    server ??= startServer(folder);
    server.then(
      ({ url }) => connection.end(JSON.stringify({ url })),
      (error) => connection.end(JSON.stringify({ failed: String(error) })),
    );
  });
  await new Promise<void>((resolve) => asked.listen(socket, resolve));
  project.provide('postgres', socket);
  return async () => {
    asked.close();
    await (await server?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody. */
function findUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return {};
}

async function startServer(folder: string): Promise<Server> {
  const given = process.env.MOOT_TEST_POSTGRES;
  if (given !== undefined) return { url: given, stop: async () => undefined };
  const programs = findPrograms();
  if (programs === undefined) throw new Error('no PostgreSQL is installed');
  const user = findUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'moot', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'listen_addresses='].flatMap(
    (setting) => ['-c', setting],
  );
  // The shell ends the server when its own input ends, which it does however this process ends.
  const child = spawn(
    'sh',
    [
      '-c',
      '"$@" 2>&1 & read -r _; kill -INT $!; wait',
      'sh',
      join(programs, 'postgres'),
      '-D',
      data,
      '-k',
      folder,
      ...settings,
    ],
    { ...user, cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let printed = '';
  child.stdout.on('data', (text) => (printed = `${printed}${text}`.slice(-4_000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgresql:///postgres?host=${encodeURIComponent(folder)}&user=moot`;
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return { url, stop };
    } catch (error) {
      if (tries === 300) {
        await stop();
        throw new Error(`PostgreSQL did not start (${String(error)}): ${printed}`);
      }
      await sleep(100);
    }
  }
}
