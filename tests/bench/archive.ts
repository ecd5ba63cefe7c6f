import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';
import { writeRealisticMbox } from './realistic-mbox.ts';
import { type Watched, watchRun } from './watched-run.ts';

const root = join(import.meta.dirname, '..', '..');

/** A mailbox to import, and how large it is. */
interface Corpus {
  readonly name: string;
  readonly file: string;
  readonly mails: number;
  readonly megabytes: number;
}

/**
 * A whole archive in: messages a second, peak memory and size on disk of Moot on SQLite and, where `MOOT_BENCH_POSTGRES`
 * is the address of an empty database, on PostgreSQL; beside notmuch, mu and public-inbox on the same mails in the same
 * run, where they are installed. `MOOT_BENCH_SMALL=1` leaves the 100,000 out.
 */
export async function* benchArchive(): AsyncIterable<object> {
  const home = mkdtempSync(join(tmpdir(), 'moot-bench-archive-'));
  try {
    const real = findShared('data/mail/kselftest-10k.mbox.gz');
    if (real === undefined) yield { bench: 'archive', skipped: 'needs kselftest-10k.mbox.gz in the collection' };
    else {
      const file = join(home, 'real.mbox');
      execFileSync('bash', ['-c', `zcat '${real}' > '${file}'`]);
      yield* benchCorpus(
        { name: '10,000 real', file, mails: 10_000, megabytes: statSync(file).size / 1e6 },
        home,
        true,
      );
      rmSync(file);
    }
    for (const count of process.env.MOOT_BENCH_SMALL === '1' ? [10_000] : [10_000, 100_000]) {
      const file = join(home, 'made.mbox');
      const truth = await writeRealisticMbox(file, count);
      const corpus = { name: `${count} made up`, file, mails: truth.mails, megabytes: truth.bytes / 1e6 };
      yield* benchCorpus(corpus, home, false);
      rmSync(file);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function* benchCorpus(corpus: Corpus, home: string, hasPeers: boolean): AsyncIterable<object> {
  const data = mkdtempSync(join(home, 'moot-'));
  const own = await importInto(corpus, { MOOT_DATA: data, DATABASE_URL: '' });
  yield sayRun('moot on SQLite', corpus, own, sizeOf(data));
  yield { bench: 'archive-incremental', corpus: corpus.name, ...(await importTenMore(data, home)) };
  rmSync(data, { recursive: true });
  const postgres = process.env.MOOT_BENCH_POSTGRES;
  if (postgres !== undefined) {
    const run = await importInto(corpus, { MOOT_DATA: mkdtempSync(join(home, 'pg-')), DATABASE_URL: postgres });
    yield sayRun('moot on PostgreSQL (its server beside)', corpus, run, undefined);
    execFileSync('psql', [
      postgres,
      '-qc',
      'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS moot_search CASCADE',
    ]);
  }
  if (!hasPeers) return;
  for (const peer of [benchNotmuch, benchMu, benchPublicInbox])
    yield await peer(corpus, mkdtempSync(join(home, 'peer-')));
}

function importInto({ file }: Corpus, env: Readonly<Record<string, string>>): Promise<Watched> {
  return watchRun([process.execPath, 'lib/cli/moot.js', 'import', file], { cwd: root, env });
}

function sayRun(what: string, { name, mails, megabytes }: Corpus, run: Watched, disk: number | undefined) {
  return {
    bench: 'archive',
    what,
    corpus: name,
    perSecond: Math.round(mails / run.seconds),
    perCpuSecond: Math.round(mails / run.cpuSeconds),
    megabytesPerSecond: Number((megabytes / run.seconds).toFixed(1)),
    peakMB: Math.round(run.peakMB),
    ...(disk === undefined
      ? {}
      : { diskMB: Math.round(disk / 1e6), timesRaw: Number((disk / 1e6 / megabytes).toFixed(2)) }),
  };
}

/** Ten new mails into an archive that is there, as a process of its own. */
async function importTenMore(data: string, home: string) {
  const file = join(home, 'ten.mbox');
  const mails = Array.from(
    { length: 10 },
    (_, i) =>
      `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: A <a@example.org>\nDate: Sat, 21 Nov 2020 10:00:0${i} +0000\nSubject: ten ${i}\nMessage-ID: <ten${i}@example.org>\n\nNew.\n\n`,
  );
  writeFileSync(file, mails.join(''));
  const run = await watchRun([process.execPath, 'lib/cli/moot.js', 'import', file], {
    cwd: root,
    env: { MOOT_DATA: data, DATABASE_URL: '' },
  });
  rmSync(file);
  return { seconds: run.seconds, aim: 1 };
}

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Each mail a file of a Maildir, as notmuch and mu want them. */
async function writeMaildir({ file }: Corpus, folder: string): Promise<void> {
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  let count = 0;
  for await (const item of readMailFile(file)) {
    if (item.kind === 'message') writeFileSync(join(folder, 'cur', `${count++}.bench:2,S`), item.bytes);
  }
}

async function benchNotmuch(corpus: Corpus, home: string): Promise<object> {
  if (!isInstalled('notmuch')) return { bench: 'archive', what: 'notmuch', skipped: 'not installed' };
  await writeMaildir(corpus, join(home, 'mail'));
  const config = join(home, 'config');
  writeFileSync(
    config,
    `[database]\npath=${join(home, 'mail')}\n[user]\nname=A\nprimary_email=a@example.org\n[new]\ntags=\n`,
  );
  const run = await watchRun(['notmuch', 'new'], { env: { NOTMUCH_CONFIG: config, HOME: home } });
  return sayRun('notmuch new', corpus, run, sizeOf(join(home, 'mail', '.notmuch')));
}

async function benchMu(corpus: Corpus, home: string): Promise<object> {
  if (!isInstalled('mu')) return { bench: 'archive', what: 'mu', skipped: 'not installed' };
  await writeMaildir(corpus, join(home, 'mail'));
  const env = { MUHOME: join(home, 'mu'), HOME: home };
  execFileSync('mu', ['init', `--muhome=${env.MUHOME}`, `--maildir=${join(home, 'mail')}`], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const run = await watchRun(['mu', 'index', `--muhome=${env.MUHOME}`, '--quiet'], { env });
  return sayRun('mu index', corpus, run, sizeOf(env.MUHOME));
}

async function benchPublicInbox(corpus: Corpus, home: string): Promise<object> {
  if (!isInstalled('public-inbox-index')) return { bench: 'archive', what: 'public-inbox', skipped: 'not installed' };
  const inbox = join(home, 'inbox.git');
  execFileSync('git', ['init', '-q', '--bare', inbox]);
  await writeHistory(corpus, inbox, home);
  const env = { HOME: home, PI_CONFIG: join(home, 'config') };
  const init = ['-V1', 'bench', inbox, 'http://bench.example.org/', 'bench@example.org'];
  execFileSync('public-inbox-init', init, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const run = await watchRun(['public-inbox-index', '-L', 'full', inbox], { env });
  return sayRun('public-inbox-index (git beside)', corpus, run, sizeOf(join(inbox, 'public-inbox')));
}

/** The history of an inbox of version 1: one commit a mail, in a file named after its Message-ID. */
async function writeHistory({ file }: Corpus, inbox: string, home: string): Promise<void> {
  const stream = join(home, 'history');
  const out = createWriteStream(stream);
  let count = 0;
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const id = /^message-id:\s*<([^>]*)>/im.exec(Buffer.from(item.bytes).toString('latin1'))?.[1] ?? `none${count}`;
    const hash = createHash('sha1').update(id).digest('hex');
    out.write(
      `commit refs/heads/master\ncommitter A <a@example.org> ${1_600_000_000 + count++} +0000\ndata 1\nm\nM 100644 inline ${hash.slice(0, 2)}/${hash.slice(2)}\ndata ${item.bytes.length}\n`,
    );
    out.write(item.bytes);
    if (!out.write('\n')) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
  execFileSync('bash', ['-c', `git -C '${inbox}' fast-import --quiet < '${stream}'`]);
  rmSync(stream);
}

/** Bytes of all files below a folder; of SQLite's, after what waits beside them was written in. */
function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (/^(?:moot|search)\.db$/.test(entry.name)) {
      const db = new Database(file);
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    }
    bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
