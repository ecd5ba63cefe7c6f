import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Command } from 'commander';
import { build } from '#lib/cli/build';
import { PlainError } from '#lib/cli/plain-error';
import { prepare } from '#lib/cli/prepare';
import { openMoot } from '#lib/db/open-moot';
import { rereadPatches } from '#lib/db/reread';
import { findRoot } from '#lib/db/root';

export const serveCommand = new Command('serve')
  .description('make the database where it is missing, load content/, build, and serve the web application')
  .option('--dev', 'serve with the development server, which rebuilds what is edited', false)
  .action(async ({ dev }: { dev: boolean }) => {
    const host = process.env.MOOT_HOST ?? '127.0.0.1';
    const port = readPort(process.env.PORT);
    await claimPort(host, port);
    await prepare(findRoot(), () => (dev ? Promise.resolve() : build(findRoot())));
    await serve(dev, host, port);
  });

function readPort(text: string | undefined): number {
  const port = text === undefined || text === '' ? 3000 : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainError(`PORT is ${JSON.stringify(text)}; it has to be a number from 1 to 65535.`);
  }
  return port;
}

/** Finds out that the port is taken before anything is built, rather than after. */
async function claimPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new PlainError(
        `Port ${port} on ${host} is taken. Stop what uses it, or choose another: PORT=3001 npm start.`,
      );
    }
    if (code === 'EACCES') throw new PlainError(`This user may not open port ${port}. Choose one above 1023 in PORT.`);
    throw new PlainError(`Cannot listen on ${host}:${port} (${String(code ?? error)}).`);
  }
  await new Promise((resolve) => server.close(resolve));
}

/** Next's development server; the archive's documents are routes of it. */
function developing(host: string, port: number): string[] {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  return [next, 'dev', '-H', host, '-p', String(port)];
}

/** The application behind the archive's documents, in one process. */
function serving(host: string, port: number): string[] {
  const loader = import.meta.resolve('tsx');
  return ['--import', loader, join(findRoot(), 'app', '_archive', 'server.ts'), host, String(port)];
}

async function serve(dev: boolean, host: string, port: number): Promise<void> {
  const mode = dev ? 'development' : 'production';
  const child = spawn(process.execPath, dev ? developing(host, port) : serving(host, port), {
    cwd: findRoot(),
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: mode,
      PORT: String(port),
      MOOT_ROOT: findRoot(),
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const ended = new AbortController();
  const rereading = rereadMail(ended.signal);
  process.exitCode = await new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 0));
  });
  ended.abort();
  await rereading;
}

/** Reads anew what an older version read of patches, beside the pages: they show what there is until then. */
async function rereadMail(signal: AbortSignal): Promise<void> {
  try {
    const moot = await openMoot();
    try {
      const read = await rereadPatches(moot, { signal });
      if (read > 0) console.log(`Read ${read} mails anew for their patches.`);
    } finally {
      await moot.prisma.$disconnect();
    }
  } catch (error) {
    console.error(`Patches were not read anew: ${error instanceof Error ? error.message : String(error)}`);
  }
}
