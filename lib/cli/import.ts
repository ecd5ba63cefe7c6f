import { Command, InvalidArgumentError, Option } from 'commander';
import { explainDatabaseError } from '#lib/cli/database-error';
import { jobOf, makeJob } from '#lib/cli/import-job';
import { type ImportHow, type ImportJob, type ImportResult, Interrupted, importPlace } from '#lib/cli/import-place';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { sayImport, sayProblem } from '#lib/cli/say-import';
import { watchSources } from '#lib/cli/watch-sources';
import { listMailSources } from '#lib/db/mail-sources';
import { findPaths, type Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { UnreadablePlace } from '#lib/source/source';
import { sources } from '#lib/source/sources';

interface ImportFlags {
  readonly format?: string;
  readonly list?: string;
  readonly json?: boolean;
  readonly topic?: string;
  readonly replace?: boolean;
  readonly all?: boolean;
  readonly again?: boolean;
  readonly watch?: boolean;
  readonly every: number;
  readonly allowHost: readonly string[];
}

/** The formats of a debate are loaded where one is asked for: they bring along more than the import of mail. */
async function readDebate(asked: string, format: string, flags: ImportFlags): Promise<'read' | { names: string }> {
  const { findFormat, formats } = await import('#lib/exchange/formats');
  const debate = findFormat(format);
  if (debate === undefined) {
    const readable = formats.filter(({ read }) => read !== null);
    return { names: readable.map(({ id }) => id).join(', ') };
  }
  const { importDebate } = await import('#lib/cli/import-debate');
  await importDebate(asked, debate, flags);
  return 'read';
}

function tableOf(form: 'place' | 'container'): string {
  const rows = sources.filter((source) => source.form === form);
  return rows.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join('\n');
}

/** `moot import PATH|URL|-`: mail in; records too, where the format is one of a debate. */
export const importCommand = new Command('import')
  .description(
    'Imports mail, what is new since the last time. With a format of a debate: records, all of the file or nothing.',
  )
  .argument('[address]', 'file, folder, repository, URL or -')
  .option(
    '--format <kind>',
    `read as this, whatever it looks like: a name of the lists below; for records a format of a debate: see moot export --help`,
  )
  .option('--list <name>', 'a list that all these mails came over, beside those they name')
  .option('--all', 'bring every source up to date that was ever imported')
  .option('--again', 'read all of it, whatever was read before')
  .option('--watch', 'go on bringing it, or with no address every source, up to date until stopped')
  .addOption(
    new Option('--every <time>', 'how often --watch looks: 30s, 5m, 2h').argParser(readSpan).default(5 * 60_000, '5m'),
  )
  .option(
    '--allow-host <host>',
    'a host that may be asked; may be given again. MOOT_ALLOW_HOSTS lists others, parted by commas. NAME=ADDRESS for a host in a private network',
    (host: string, hosts: readonly string[]) => [...hosts, host],
    [],
  )
  .option('--topic <id>', "topic of claims that name none, by default the debate's first")
  .option('--replace', 'replace records that stand otherwise in the database; without it they refuse the whole')
  .option('--json', 'print the summary as JSON, one line an import')
  .addHelpText(
    'after',
    () =>
      `\nAn address is one of\n${tableOf('place')}\n\nA file may be, packed with gzip or zstd or as it is,\n${tableOf('container')}`,
  )
  .action(async (asked: string | undefined, flags: ImportFlags) => {
    const { format } = flags;
    const isMail = format === undefined || sources.some(({ name }) => name === format);
    const debate = isMail || asked === undefined ? undefined : await readDebate(asked, format, flags);
    if (debate === 'read') return;
    if (asked === undefined && flags.all !== true && flags.watch !== true) {
      throw new PlainError('Name what to import (a file, a folder, a repository, a URL or -), or say --all.');
    }
    if (asked === '-' && flags.watch === true) throw new PlainError('Standard input cannot be watched: it ends.');
    const jobs =
      asked === undefined
        ? undefined
        : [await makeJob(asked, format, flags.list, debate === undefined ? '' : `; for records ${debate.names}`)];
    const moot = await openMoot().catch((error: unknown) => {
      throw explainDatabaseError(error, 'import into', findPaths().folder);
    });
    const stop = stopOnSignals();
    try {
      if (flags.watch === true)
        await watchSources(moot, jobs ?? 'all', { ...flags, hosts: hostsOf(flags), signal: stop });
      else await importJobs(moot, jobs ?? (await allJobs(moot)), flags, stop);
    } catch (error) {
      if (error instanceof PlainError) throw error;
      throw explainDatabaseError(error, 'import into', moot.paths.folder);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

async function allJobs(moot: Moot): Promise<ImportJob[]> {
  return Promise.all((await listMailSources(moot)).map(jobOf));
}

async function importJobs(moot: Moot, jobs: readonly ImportJob[], flags: ImportFlags, signal: AbortSignal) {
  let failed = 0;
  for (const job of jobs) {
    try {
      failed += (await importOne(moot, job, flags, signal)) > 0 ? 1 : 0;
    } catch (error) {
      if (error instanceof Interrupted) {
        process.stderr.write('Stopped: what was written is whole, the same command goes on.\n');
        process.exitCode = 1;
        return;
      }
      if (!(error instanceof UnreadablePlace)) throw error;
      if (flags.all !== true) throw new PlainError(error.message);
      process.stderr.write(`${error.message}\n`);
      failed++;
    }
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Imports and says what came; how many things went wrong. */
async function importOne(moot: Moot, job: ImportJob, flags: ImportFlags, signal: AbortSignal): Promise<number> {
  const progress = new Progress(undefined);
  const start = Date.now();
  let problems = 0;
  const how: ImportHow = {
    unchanged: flags.all === true ? 'skip' : 'read-again',
    isAgain: flags.again === true,
    hosts: hostsOf(flags),
    signal,
    onProblem(problem) {
      if (problem.severity === 'error') problems++;
      progress.clear();
      process.stderr.write(`${sayProblem(problem)}\n`);
    },
    onProgress: (done, total) => progress.show(done, job.asked, total),
    onWait: () => process.stderr.write(`Another import of ${job.asked} runs: waiting for its end.\n`),
  };
  const result = await importPlace(moot, job, how).finally(() => progress.clear());
  const said = flags.all === true ? `${job.asked}: ` : '';
  if (flags.json === true) process.stdout.write(`${sayJson(job, result, problems, start)}\n`);
  else process.stdout.write(`${said}${result === undefined ? 'Nothing new.' : sayImport(result)}\n`);
  return problems;
}

function sayJson(job: ImportJob, result: ImportResult | undefined, problems: number, start: number): string {
  const seconds = (Date.now() - start) / 1000;
  return JSON.stringify({ source: job.address, kind: job.place.name, ...result, problems, seconds });
}

/** The hosts that may be asked, by the flag and the environment. */
export function hostsOf({ allowHost }: Pick<ImportFlags, 'allowHost'>): readonly string[] {
  const named = (process.env.MOOT_ALLOW_HOSTS ?? '').split(/[\s,]+/).filter((host) => host !== '');
  return [...allowHost, ...named];
}

/** Milliseconds out of `30s`, `5m`, `2h`. */
function readSpan(text: string): number {
  const found = /^(\d{1,6})(s|m|h|d)$/.exec(text);
  const unit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[found?.[2] ?? ''] ?? 0;
  const span = Number(found?.[1] ?? 0) * unit;
  if (span < 1000) throw new InvalidArgumentError('expected a time such as 30s, 5m or 2h.');
  return span;
}

/** Aborted by the first SIGINT or SIGTERM; a second one ends the program as ever. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A terminal interrupts this process and the one that started it, which passes it on: once more at once is the same.
      if (stop.signal.aborted && Date.now() - first > 500) process.exit(1);
      if (!stop.signal.aborted) first = Date.now();
      stop.abort();
    });
  }
  return stop.signal;
}
