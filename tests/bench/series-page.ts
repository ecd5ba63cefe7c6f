import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { flags, getChromium } from '../browser/chromium.ts';
import { makeLargeSeries } from './large-series.ts';
import { waitForAnswer } from './time-page.ts';

const port = 3423;
const moot = join('lib', 'cli', 'moot.js');
const rounds = 12;

/**
 * A series of 20,000 rows on one page: milliseconds to the first and to the last byte, over one connection at a time, beside
 * the same bytes from a bare Node server; and in Chromium the tasks that work over 50 ms while it is scrolled from top to bottom,
 * beside a page of the same size that is nothing but text. The very first view, which makes the colours, is said by itself.
 */
export async function* benchSeries(): AsyncIterable<object> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  const env = { ...process.env, MOOT_DATA: folder, PORT: String(port) };
  const { mbox, first, rows } = makeLargeSeries(20_000);
  try {
    writeFileSync(join(folder, 'series.mbox'), mbox);
    execFileSync(process.execPath, [moot, 'import', join(folder, 'series.mbox')], { env, stdio: 'ignore' });
    const server = spawn(process.execPath, [moot, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const browser = await chromium.launch({ executablePath: getChromium(), args: flags });
    try {
      await waitForAnswer(server, port);
      for (const view of ['', '?view=split']) {
        yield* benchView(browser, `http://127.0.0.1:${port}/p/${first}/series${view}`, rows, mbox);
      }
    } finally {
      await browser.close();
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* benchView(browser: Browser, url: string, rows: number, mbox: string): AsyncIterable<object> {
  const page = new URL(url).search || 'unified';
  const started = await timeOnce(url);
  yield { bench: 'series, first view', page, rows, unit: 'ms', firstByte: started.first, whole: started.whole };
  await waitForColours(url);
  const own = await times(url);
  const body = Buffer.from(await (await fetch(url)).arrayBuffer());
  const text = Buffer.from(plainPage(mbox, body.length));
  const bare = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(request.url === '/text' ? text : body);
  });
  await new Promise<void>((resolve) => bare.listen(port + 1, '127.0.0.1', resolve));
  const plain = `http://127.0.0.1:${port + 1}`;
  try {
    const baseline = await times(`${plain}/`);
    const short = await times(new URL('/keys', url).href);
    yield {
      bench: 'series page',
      page,
      rows,
      unit: 'ms',
      ...own,
      bytes: body.length,
      coloured: body.toString().split('class=tk').length - 1,
      baseline: { server: 'bare node:http, the same bytes', ...baseline },
      shortPage: { page: '/keys, of the same server', ...short },
    };
    const scrolled = await scroll(browser, url);
    const still = await scroll(browser, `${plain}/text`);
    yield {
      bench: 'series page, tasks over 50 ms while scrolling',
      page,
      rows,
      unit: 'tasks',
      ...scrolled,
      baseline: { page: 'the mails as text, over again up to the same bytes', ...still },
    };
  } finally {
    bare.close();
  }
}

/** The mails as one text, repeated up to `size` bytes. */
function plainPage(mbox: string, size: number): string {
  const text = mbox.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<!doctype html><meta charset=utf-8><pre>${text.repeat(Math.ceil(size / text.length)).slice(0, size)}</pre>`;
}

async function timeOnce(url: string): Promise<{ first: number; whole: number }> {
  const start = performance.now();
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const reader = response.body?.getReader();
  await reader?.read();
  const first = performance.now() - start;
  while ((await reader?.read())?.done === false);
  return { first: Math.round(first * 10) / 10, whole: Math.round((performance.now() - start) * 10) / 10 };
}

async function times(url: string): Promise<object> {
  const all: { first: number; whole: number }[] = [];
  for (let round = 0; round < rounds + 3; round++) {
    const time = await timeOnce(url);
    if (round >= 3) all.push(time);
  }
  const sorted = (which: 'first' | 'whole') => all.map((time) => time[which]).sort((a, b) => a - b);
  const [first, whole] = [sorted('first'), sorted('whole')];
  return {
    firstByte: first[rounds >> 1],
    firstByteMost: first.at(-1),
    whole: whole[rounds >> 1],
    wholeMost: whole.at(-1),
  };
}

async function waitForColours(url: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const text = await (await fetch(url)).text();
    if (!text.includes('Colours of the source are being made')) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the colours were not made within a minute');
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Tasks of the page's main thread that took the processor for more than 50 ms, and the longest: on a machine that others
 * use as well, tasks last longer than they work. What they lasted is said by the page itself.
 */
function longTasks({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }): object {
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  );
  const works = tasks.map(({ tdur = 0 }) => tdur / 1000);
  const figure = works.filter((ms) => ms > 50).length;
  return { figure, tasks: tasks.length, mostWorkMs: Math.round(Math.max(0, ...works)) };
}

/** What runs in the page, as text: what compiles this file adds names that the page does not have. */
const walk = `(async () => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ entryTypes: ['longtask'] });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let [steps, last] = [0, -1];
  for (; window.scrollY !== last && steps < 3000; steps++) {
    last = window.scrollY;
    window.scrollBy(0, 700);
    await frame();
    await frame();
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  observer.disconnect();
  const longestMs = Math.round(Math.max(0, ...tasks));
  return { lastedLonger: tasks.length, longestMs, steps, height: document.documentElement.scrollHeight };
})()`;

/** Loads a page, waits until it rests, and scrolls it to its end in steps of most of a screen, one a frame or slower. */
async function scroll(browser: Browser, url: string): Promise<object> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    const start = performance.now();
    await page.goto(url, { waitUntil: 'load', timeout: 120_000 });
    const loadedMs = Math.round(performance.now() - start);
    await page.waitForTimeout(2000);
    await browser.startTracing(page, { categories: ['toplevel'] });
    const walked = await page.evaluate<object>(walk);
    return { ...longTasks(JSON.parse((await browser.stopTracing()).toString())), loadedMs, ...walked };
  } finally {
    await page.close();
  }
}
