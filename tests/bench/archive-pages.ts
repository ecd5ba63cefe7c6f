import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';
import { round } from './measure.ts';
import { waitForAnswer } from './time-page.ts';

const [port, peerPort] = [3424, 3425];
const root = join(import.meta.dirname, '..', '..');
const moot = join(root, 'lib', 'cli', 'moot.js');

/** What is asked of both servers: the path of ours, and that of public-inbox below its list. */
interface Asked {
  readonly what: string;
  readonly paths: readonly string[];
  readonly aim: string;
}

/**
 * The archive's documents, warm, one client, one connection: milliseconds to the first byte and to the last, median and
 * 99th percentile, beside public-inbox's HTTP server on the same mails where it is installed. The two are asked in turn,
 * so that what else the machine does strikes both.
 */
export async function* benchArchivePages(): AsyncIterable<object> {
  const debate = findShared('data/mail/cow-debate.mbox');
  const list = findShared('data/mail/kselftest-10k.mbox.gz');
  if (debate === undefined) {
    yield { bench: 'archive pages', skipped: 'needs cow-debate.mbox in the collection' };
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  const env = {
    ...process.env,
    MOOT_DATA: join(home, 'data'),
    MOOT_USER: 'Bench <bench@example.org>',
    PORT: String(port),
  };
  const files = [debate, ...(list === undefined || process.env.MOOT_BENCH_SMALL === '1' ? [] : [list])];
  const started: ChildProcess[] = [];
  try {
    for (const file of files)
      execFileSync(process.execPath, [moot, 'import', file], { cwd: root, env, stdio: 'ignore' });
    const server = spawn(process.execPath, [moot, 'serve'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
    started.push(server);
    await waitForAnswer(server, port);
    const peer = hasPeer() ? await startPeer(home, files) : undefined;
    if (peer !== undefined) started.push(peer);
    const ids = await readIds(debate);
    for (const asked of questions(ids)) yield await compare(asked, peer !== undefined);
  } finally {
    for (const child of started) await stop(child);
    rmSync(home, { recursive: true, force: true });
  }
}

function questions(ids: readonly string[]): Asked[] {
  const path = (view: string) => ids.map((id) => `${encodeURIComponent(id)}/${view}`);
  const thread = (view: string) => path(view).slice(0, 12);
  return [
    { what: 'message', paths: path(''), aim: 'at most twice its' },
    { what: 'raw', paths: path('raw'), aim: 'faster' },
    { what: 'thread of 137, flat', paths: thread('T/'), aim: 'faster' },
    { what: 'thread of 137, nested', paths: thread('t/'), aim: 'faster' },
    { what: 'thread of 137, feed', paths: thread('t.atom'), aim: 'none' },
    { what: 'thread of 137, mbox.gz', paths: thread('t.mbox.gz'), aim: 'none' },
  ];
}

/** The Message-IDs of the debate's large thread, by the mails that came with it. */
async function readIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const head = Buffer.from(item.bytes).toString('latin1').split('\n\n')[0] ?? '';
    const id = /^message-id:\s*<([^<>\s]+)>/im.exec(head)?.[1];
    if (id !== undefined && /^(?:subject): .*COW fixes part 1|^references:[\s\S]*20211217113049/im.test(head))
      ids.push(id);
  }
  return ids;
}

const rounds = 300;

async function compare({ what, paths, aim }: Asked, hasPeerToo: boolean): Promise<object> {
  const agents = {
    ours: new Agent({ keepAlive: true, maxSockets: 1 }),
    peer: new Agent({ keepAlive: true, maxSockets: 1 }),
  };
  const ours: Times[] = [];
  const theirs: Times[] = [];
  const count = what.startsWith('thread') ? 60 : rounds;
  for (let turn = -20; turn < count; turn += 1) {
    const path = paths[(turn + 20) % paths.length] ?? '';
    const own = await ask(`http://127.0.0.1:${port}/m/${path}`, agents.ours);
    const other = hasPeerToo ? await ask(`http://127.0.0.1:${peerPort}/bench/${path}`, agents.peer) : undefined;
    // The first twenty warm both up.
    if (turn < 0) continue;
    ours.push(own);
    if (other !== undefined) theirs.push(other);
  }
  for (const agent of Object.values(agents)) agent.destroy();
  const baseline = hasPeerToo
    ? { server: 'public-inbox-httpd', ...summarise(theirs) }
    : { skipped: 'needs public-inbox' };
  return { bench: 'archive pages', what, unit: 'ms', ...summarise(ours), baseline, aim };
}

interface Times {
  readonly first: number;
  readonly whole: number;
  readonly bytes: number;
}

function ask(url: string, agent: Agent): Promise<Times> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let first = 0;
    let bytes = 0;
    get(url, { agent, headers: { 'accept-encoding': 'identity' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      first = performance.now() - start;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ first, whole: performance.now() - start, bytes }));
    }).on('error', reject);
  });
}

function summarise(times: readonly Times[]) {
  const at = (key: 'first' | 'whole' | 'bytes', share: number) => {
    const sorted = times.map((time) => time[key]).toSorted((a, b) => a - b);
    return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
  };
  return {
    firstByte: { median: round(at('first', 0.5), 2), p99: round(at('first', 0.99), 2) },
    whole: { median: round(at('whole', 0.5), 2), p99: round(at('whole', 0.99), 2) },
    bytes: at('bytes', 0.5),
  };
}

function hasPeer(): boolean {
  return spawnSync('public-inbox-index', ['--help'], { stdio: 'ignore' }).status === 0;
}

/** public-inbox's HTTP server over the same mails, in a repository of its own kind (v2: each commit's `m` is a mail). */
async function startPeer(home: string, files: readonly string[]): Promise<ChildProcess> {
  const folder = join(home, 'peer');
  mkdirSync(folder);
  const env = { ...process.env, PI_DIR: folder, PI_CONFIG: join(folder, 'config'), HOME: folder };
  const run = (command: string, args: readonly string[], input?: Uint8Array) =>
    execFileSync(command, args, { env, stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'], input });
  const inbox = join(folder, 'inbox');
  const address = 'bench@example.org';
  run('public-inbox-init', ['-V2', '-L', 'full', 'bench', inbox, `http://127.0.0.1:${peerPort}/bench`, address]);
  const stream: Uint8Array[] = [];
  let number = 0;
  for (const file of files) {
    for await (const item of readMailFile(file)) {
      if (item.kind !== 'message') continue;
      const { bytes } = item;
      number += 1;
      const head = `commit refs/heads/master\ncommitter Bench <${address}> ${number} +0000\ndata 1\nm\nM 100644 inline m\ndata ${bytes.length}\n`;
      stream.push(Buffer.from(head), bytes, Buffer.from('\n'));
    }
  }
  writeFileSync(join(folder, 'stream'), Buffer.concat(stream));
  run('sh', [
    '-c',
    `git --git-dir="$1" fast-import --quiet < "$2"`,
    'sh',
    join(inbox, 'git', '0.git'),
    join(folder, 'stream'),
  ]);
  run('public-inbox-index', [inbox]);
  const server = spawn('public-inbox-httpd', ['-W0', '-l', `127.0.0.1:${peerPort}`], { env, stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${peerPort}/bench/`).catch(() => undefined);
    if (answer?.ok === true) return server;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('public-inbox-httpd did not answer in twenty seconds');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
