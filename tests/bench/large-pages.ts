import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '#lib/cli/build';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { openMoot } from '#lib/db/open-moot';
import { findRoot } from '#lib/db/root';
import { large, writeDebate } from './generated-debate.ts';
import { timePage, waitForAnswer } from './time-page.ts';

const port = 3421;

/** The pages that show the whole debate, of one with 5,000 claims: as `pages`. */
export async function* benchLargePages(): AsyncIterable<object> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  try {
    await build(findRoot());
    yield await loadGenerated(folder);
    const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
    const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
      env: { ...process.env, MOOT_DATA: folder, MOOT_ROOT: findRoot(), NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      await waitForAnswer(server, port);
      for (const path of ['/', '/claims', '/map', '/map?all', '/timeline', '/timeline?at=2021-12-18'])
        yield { ...(await timePage(path, port)), claims: large.claims };
    } finally {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the generated debate, loads and judges it into `folder`, and says how long the load took. */
async function loadGenerated(folder: string): Promise<object> {
  const content = join(folder, 'content');
  writeDebate(content);
  const moot = await openMoot({ folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') });
  const start = performance.now();
  const { state, created, issues } = await loadContent(moot, content);
  if (state !== 'loaded') throw new Error(`the generated debate was ${state}: ${issues[0]?.message}`);
  const figure = Math.round(performance.now() - start);
  await judgeContent(moot);
  await moot.prisma.$disconnect();
  return { bench: 'load of a generated debate', unit: 'ms', figure, records: created.length, claims: large.claims };
}
