import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { PlainError } from '#lib/cli/plain-error';

/** The built application on a port of its own, for as long as `use` takes. */
export async function withServer<T>(root: string, data: string, use: (origin: string) => Promise<T>): Promise<T> {
  const port = await findPort();
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MOOT_DATA: data, MOOT_ROOT: root, MOOT_HOST: '', NEXT_TELEMETRY_DISABLED: '1' },
  });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    const origin = `http://127.0.0.1:${port}`;
    await waitFor(server, origin);
    return await use(origin);
  } finally {
    server.kill('SIGTERM');
    await gone;
  }
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port');
  return address.port;
}

const patienceMs = 60_000;

async function waitFor(server: ChildProcess, origin: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (server.exitCode !== null)
      throw new PlainError('The pages could not be served; what Next says above names why.');
    const answer = await fetch(`${origin}/guide`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new PlainError('The pages did not answer within a minute.');
}
