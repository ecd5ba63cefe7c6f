import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { flags, getChromium } from '../browser/chromium.ts';
import { timePage, waitForAnswer } from './time-page.ts';

const port = 3418;
const claim = '/claims/unmap-ends-access';
const moot = join('lib', 'cli', 'moot.js');

/**
 * Pages, warm: milliseconds to the first byte (median and 95th percentile over one connection at a time), beside the
 * same bytes from a bare Node server in the same run; and bytes of JavaScript, gzip, that a claim page loads before and
 * after its simulator is opened, beside all the JavaScript that was built.
 */
export async function* benchPages(): AsyncIterable<object> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  const env = { ...process.env, MOOT_DATA: folder, MOOT_USER: 'Bench <bench@example.org>', PORT: String(port) };
  try {
    writeFileSync(join(folder, 'thread.mbox'), makeThread(200));
    execFileSync(process.execPath, [moot, 'import', join(folder, 'thread.mbox')], { env, stdio: 'ignore' });
    const server = spawn(process.execPath, [moot, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    try {
      await waitForAnswer(server, port);
      for (const path of [
        '/',
        '/claims',
        '/people/linus-torvalds',
        '/policies/A5..A7',
        '/map',
        '/map?all',
        '/timeline',
        '/timeline?at=2021-12-18',
        claim,
        '/m/bench-199@example.org/',
        '/m/bench-0@example.org/T/',
      ])
        yield await timePage(path, port);
      yield* measureScripts();
    } finally {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A thread of `count` messages, each a reply to an earlier one, in mboxrd. */
function makeThread(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const parent = index === 0 ? '' : `In-Reply-To: <bench-${Math.floor(index / 2)}@example.org>\n`;
    const date = new Date(Date.UTC(2021, 11, 17, 0, index)).toUTCString().replace('GMT', '+0000');
    const quote = Array.from({ length: 12 }, (_, line) => `> line ${line} of the message before this one`).join('\n');
    const text = Array.from({ length: 25 }, (_, line) => `Sentence ${line} of message ${index}, about a page.`).join(
      '\n',
    );
    return `From bench@example.org Fri Dec 17 00:00:00 2021\nMessage-ID: <bench-${index}@example.org>\n${parent}From: Bench Writer <writer@example.org>\nDate: ${date}\nSubject: ${index === 0 ? '' : 'Re: '}A long thread\n\n${quote}\n${text}\n\n`;
  }).join('');
}

async function* measureScripts(): AsyncIterable<object> {
  const built = gzipped(join(process.env.NEXT_DIST_DIR ?? '.next', 'static'));
  const browser = await chromium.launch({ executablePath: getChromium(), args: flags });
  try {
    const page = await browser.newPage();
    const sizes = new Map<string, number>();
    page.on('response', async (response) => {
      if (!new URL(response.url()).pathname.endsWith('.js')) return;
      const body = await response.body().catch(() => Buffer.alloc(0));
      sizes.set(response.url(), gzipSync(body).length);
    });
    const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
    await page.goto(`http://127.0.0.1:${port}${claim}`, { waitUntil: 'networkidle' });
    const baseline = { what: 'all JavaScript built', bytes: built };
    yield {
      bench: 'JavaScript of a claim page',
      when: 'before the simulator is opened',
      unit: 'bytes, gzip',
      figure: total(),
      baseline,
    };
    await page
      .getByRole('button', { name: /^Run all schedules/ })
      .first()
      .click();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(3000);
    yield { bench: 'JavaScript of a claim page', when: 'after', unit: 'bytes, gzip', figure: total(), baseline };
  } finally {
    await browser.close();
  }
}

function gzipped(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}
