import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readScenarioFiles } from '../mm/files.ts';
import { type Line, round } from './measure.ts';

const TARGET = 100;

/** Milliseconds that a worker took to load, and from the request to the last verdict. */
interface Run {
  readonly slug: string;
  readonly loaded: number;
  readonly wall: number;
}

/** All policies of one scenario, on its first kind of page or on all, in a worker that has only just loaded the code. */
async function measureOne(slug: string, text: string, isAll: boolean): Promise<Run> {
  const started = performance.now();
  const worker = new Worker(join(import.meta.dirname, 'cold-worker.js'), { workerData: { text, isAll } });
  const next = () => new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await next();
  const loaded = performance.now() - started;
  const asked = performance.now();
  worker.postMessage('run');
  await next();
  const wall = performance.now() - asked;
  await worker.terminate();
  return { slug, loaded, wall };
}

function sayRuns(runs: readonly Run[], kinds: string): Line {
  const slowest = [...runs].sort((a, b) => b.wall - a.wall);
  const over = slowest.filter((run) => run.wall > TARGET);
  return {
    bench: 'explorer cold worker',
    figure: round(slowest[0]?.wall ?? 0),
    unit: 'ms wall, the slowest scenario under all policies',
    target: TARGET,
    kinds,
    scenario: slowest[0]?.slug,
    median: round(slowest[runs.length >> 1]?.wall ?? 0),
    scenarios: runs.length,
    over: over.map(({ slug, wall }) => `${slug} ${round(wall)}`),
    loadMs: round(Math.min(...runs.map((run) => run.loaded))),
  };
}

/** Every scenario of content/ in a cold worker on its first kind of page, and the slowest of them on every kind. */
export async function* benchCold(): AsyncIterable<Line> {
  const files = readScenarioFiles();
  const runs: Run[] = [];
  for (const { slug, text } of files) runs.push(await measureOne(slug, text, false));
  yield sayRuns(runs, 'the first that the scenario is played on');
  const slowest = [...runs].sort((a, b) => b.wall - a.wall).slice(0, 5);
  const again: Run[] = [];
  for (const { slug, text } of files)
    if (slowest.some((run) => run.slug === slug)) again.push(await measureOne(slug, text, true));
  yield sayRuns(again, 'every kind, of the five that were slowest');
}
