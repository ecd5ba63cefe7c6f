import { setTimeout as sleep } from 'node:timers/promises';
import { jobOf } from '#lib/cli/import-job';
import { type ImportJob, Interrupted, importPlace } from '#lib/cli/import-place';
import { sayImport, sayProblem } from '#lib/cli/say-import';
import { listMailSources } from '#lib/db/mail-sources';
import type { Moot } from '#lib/db/open';
import { UnreadablePlace } from '#lib/source/source';

export interface WatchOptions {
  /** Milliseconds from one look at a source to the next. */
  readonly every: number;
  readonly hosts: readonly string[];
  readonly signal: AbortSignal;
  readonly json?: boolean;
}

/** A source that fails is asked less and less often, up to this. */
const LONGEST_WAIT = 3_600_000;

interface Watched {
  /** When it is looked at next: milliseconds since 1970. */
  due: number;
  /** How often it failed since it last did not. */
  failures: number;
}

/**
 * Brings sources up to date, again and again until the signal: those named, or all that are known (a new one is found at
 * the next round). Says what came and what went wrong, each failure once as long as it stays the same.
 */
export async function watchSources(
  moot: Moot,
  jobs: readonly ImportJob[] | 'all',
  options: WatchOptions,
): Promise<void> {
  const watched = new Map<string, Watched>();
  const said = new Map<string, string>();
  for (;;) {
    const all = jobs === 'all' ? await Promise.all((await listMailSources(moot)).map(jobOf)) : jobs;
    for (const job of all) {
      if (options.signal.aborted) return;
      const state = watched.get(job.address) ?? { due: 0, failures: 0 };
      watched.set(job.address, state);
      if (state.due > Date.now()) continue;
      try {
        await lookAt(moot, job, options);
        state.failures = 0;
        said.delete(job.address);
      } catch (error) {
        if (error instanceof Interrupted) return;
        if (!(error instanceof UnreadablePlace)) throw error;
        state.failures++;
        if (said.get(job.address) !== error.message) process.stderr.write(`${now()} ${error.message}\n`);
        said.set(job.address, error.message);
      }
      state.due = Date.now() + Math.max(options.every, Math.min(options.every * 2 ** state.failures, LONGEST_WAIT));
    }
    const next = Math.min(Date.now() + options.every, ...[...watched.values()].map(({ due }) => due));
    try {
      await sleep(Math.max(100, next - Date.now()), undefined, { signal: options.signal });
    } catch {
      return;
    }
  }
}

async function lookAt(moot: Moot, job: ImportJob, options: WatchOptions): Promise<void> {
  let problems = 0;
  const result = await importPlace(moot, job, {
    unchanged: 'skip',
    isAgain: false,
    hosts: options.hosts,
    signal: options.signal,
    onProblem(problem) {
      if (problem.severity === 'error') problems++;
      process.stderr.write(`${now()} ${sayProblem(problem)}\n`);
    },
  });
  if (result === undefined) return;
  const line =
    options.json === true
      ? JSON.stringify({ source: job.address, kind: job.place.name, at: new Date().toISOString(), ...result, problems })
      : `${now()} ${job.asked}: ${sayImport(result)}`;
  process.stdout.write(`${line}\n`);
}

/** The time of day for a log, in UTC. */
function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
