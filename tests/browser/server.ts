import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the application under test listens. */
export const port = Number(process.env.MOOT_TEST_PORT ?? 3417);

/** The mail that the browser tests read: ours, and the debate's where it lies beside the checkout. */
const mail = [
  join('tests', 'browser', 'fixtures', 'debate.mbox'),
  join('tests', 'browser', 'fixtures', 'series.mbox'),
  join('tests', 'browser', 'fixtures', 'effect.mbox'),
  join('tests', 'browser', 'fixtures', 'versions.mbox'),
  join('tests', 'browser', 'fixtures', 'quotes.mbox'),
  join(process.env.MOOT_SHARED ?? join('..', 'shared'), 'data', 'mail', 'cow-debate.mbox'),
];

/** Starts the application as `npm start` does, on a data folder of its own; gives the function that stops it. */
export default async function startServer(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-browser-'));
  const env = {
    ...process.env,
    MOOT_DATA: folder,
    MOOT_USER: 'Test Reader <reader@example.org>',
    PORT: String(port),
  };
  // A test that exports what is served reads the same data.
  process.env.MOOT_TEST_DATA = folder;
  const moot = join('lib', 'cli', 'moot.js');
  for (const file of mail.filter((path) => existsSync(path))) {
    execFileSync(process.execPath, [moot, 'import', file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const server = spawn(process.execPath, [moot, 'serve'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  await answering(server);
  return async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function answering(server: ChildProcess): Promise<void> {
  const until = Date.now() + 10 * 60_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`moot serve ended with ${server.exitCode} before it answered`);
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('moot serve did not answer in ten minutes');
}
