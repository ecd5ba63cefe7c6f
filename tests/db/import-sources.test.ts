import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { git, makeRepository, writeEpoch } from '../source/inbox.ts';
import { mail } from './archive-moot.ts';

const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'moot-sources-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
const path = (name: string) => join(home, `${count++}-${name}`);

/** A data folder and the command on it. */
function makeData() {
  const env = { ...process.env, MOOT_DATA: path('data'), NO_COLOR: '1', DATABASE_URL: '', MOOT_ALLOW_HOSTS: '' };
  const run = (...args: string[]) => {
    const done = spawnSync(process.execPath, ['lib/cli/moot.js', ...args], {
      cwd: root,
      env,
      encoding: 'latin1',
      maxBuffer: 1 << 28,
    });
    return { out: done.stdout, err: done.stderr, code: done.status };
  };
  const start = (...args: string[]) => spawn(process.execPath, ['lib/cli/moot.js', ...args], { cwd: root, env });
  const json = (...args: string[]) => JSON.parse(run(...args, '--json').out);
  /** The raw mails held, by their hashes. */
  const held = () => {
    const text = run('export', 'mail', '--format', 'mbox').out;
    const entries = text.split('From mboxrd@z Thu Jan  1 00:00:00 1970\n').slice(1);
    return hashes(entries.map((one) => one.replace(/\n$/, '').replace(/^>(>*From )/gm, '$1')));
  };
  return { run, start, json, held };
}

const hash = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 16);
const hashes = (texts: readonly string[]) => texts.map(hash).sort();
const entry = (text: string) => writeMboxrd(Buffer.from(text));
const mbox = (texts: readonly string[]) => Buffer.concat(texts.map(entry));
const texts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => mail(`m${from + i}`, `body ${from + i}\n`));

/** Waits for a line of a program's output. */
function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found !== null) resolve(found[0]);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) => reject(new Error(`ended (${code}) before ${pattern}: ${text}`)));
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

describe('moot import of a repository', () => {
  test('what is new, what was deleted, what was purged; twice adds nothing', () => {
    const data = makeData();
    const inbox = path('inbox');
    const zero = join(inbox, 'git', '0.git');
    makeRepository(zero);
    const [a = '', b = '', c = '', d = ''] = texts(0, 4);
    const first = writeEpoch(zero, [{ add: a }, { add: b }, { add: c }]);
    expect(data.json('import', inbox)).toMatchObject({ kind: 'public-inbox', mails: 3, added: 3, problems: 0 });
    expect(data.json('import', inbox)).toMatchObject({ mails: 0, added: 0 });
    writeEpoch(zero, [{ remove: b }, { add: d }], first);
    expect(data.json('import', inbox)).toMatchObject({ added: 1, removed: 1 });
    expect(data.held()).toEqual(hashes([a, c, d]));
    // c is purged: the repository itself cannot say any more what it was.
    writeEpoch(zero, [{ add: a }, { add: b }, { add: '' }, { remove: b }, { add: d }]);
    git(zero, ['reflog', 'expire', '--expire=now', '--all']);
    git(zero, ['gc', '-q', '--prune=now']);
    const purged = data.run('import', inbox);
    expect(purged.err).toContain('its history was rewritten');
    expect(data.held()).toEqual(hashes([a, d]));
    expect(data.json('import', inbox)).toMatchObject({ mails: 0, removed: 0 });
    const { imports } = data.json('imports');
    expect(imports).toHaveLength(5);
    expect(imports[0]).toMatchObject({ address: inbox, kind: 'public-inbox', state: 'done' });
    expect(imports[4]).toMatchObject({ added: 3, errors: 0, firstIso: '2021-01-01T10:00:00.000Z' });
  }, 120_000);
});

describe('every container', () => {
  test('what goes in comes out, byte for byte', () => {
    const data = makeData();
    const odd = 'From there\n>From here\n\nFrom x@y Mon Jan  1 10:00:00 2021\nno header\n\0\xe9\n';
    const all = ['mboxrd', 'mboxo', 'mboxcl', 'mboxcl2', 'eml', 'gz', 'maildir'].map((kind) => mail(kind, odd));
    const [rd = '', o = '', cl = '', cl2 = '', one = '', gz = '', dir = ''] = all;
    const from = 'From ann@example.org Fri Jan  1 10:00:00 2021\n';
    const long = (text: string) => {
      const [head = '', ...body] = text.split('\n\n');
      const rest = body.join('\n\n');
      return `${head}\nContent-Length: ${rest.length}\n\n${rest}`;
    };
    // mboxo cannot keep a sender's own ">From ".
    const plain = o.replace('>From here\n', '');
    const shield = (text: string) => text.replaceAll('\nFrom ', '\n>From ');
    const withLength = long(cl2);
    const shut = long(shield(cl.replace('>From here\n', '')));
    const files: [string, string, string][] = [
      ['mboxrd', '', Buffer.from(writeMboxrd(Buffer.from(rd, 'latin1'))).toString('latin1')],
      ['mboxo', 'mboxo', `${from}${shield(plain)}\n`],
      ['mboxcl', 'mboxcl', `${from}${shut}\n`],
      ['mboxcl2', '', `${from}${withLength}\n`],
      ['eml', '', one],
    ];
    for (const [name, format, bytes] of files) {
      const file = path(name);
      writeFileSync(file, Buffer.from(bytes, 'latin1'));
      const run = data.run('import', file, ...(format === '' ? [] : ['--format', format]));
      expect(run.out, run.err).toContain('1 mails read, 1 added');
    }
    const packed = path('x.gz');
    writeFileSync(packed, gzipSync(Buffer.from(gz, 'latin1')));
    data.run('import', packed);
    const folder = path('maildir');
    for (const sub of ['cur', 'new']) mkdirSync(join(folder, sub), { recursive: true });
    writeFileSync(join(folder, 'cur', '1.x:2,S'), Buffer.from(dir, 'latin1'));
    data.run('import', folder);
    const unshut = shut.replaceAll('\n>From ', '\nFrom ');
    expect(data.held()).toEqual(hashes([rd, plain, unshut, withLength, one, gz, dir]));
  }, 120_000);
});

describe('killed, twice at once, watched', () => {
  test('killed, it goes on from where its last batch ended, as the same import', async () => {
    const data = makeData();
    const file = path('box');
    const all = texts(0, 6000);
    writeFileSync(file, mbox(all));
    const child = data.start('import', file);
    // Killed as soon as something is written.
    for (let tries = 0; tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const found = data.run('imports', '--json').out;
      if (found !== '' && JSON.parse(found).imports[0]?.mails > 0) break;
    }
    child.kill('SIGKILL');
    await ended(child);
    const [before] = data.json('imports').imports;
    if (before.state === 'done') return;
    expect(before.state).toBe('interrupted');
    const rest = data.json('import', file);
    expect(rest.mails).toBeLessThan(6000);
    expect(rest.added + before.added).toBe(6000);
    expect(data.held()).toEqual(hashes(all));
    expect(data.json('imports').imports).toMatchObject([{ id: before.id, state: 'done', mails: 6000, added: 6000 }]);
  }, 180_000);

  test('two at once of the same source: one waits, and both end well', async () => {
    const data = makeData();
    const file = path('box');
    const all = texts(0, 1500);
    writeFileSync(file, mbox(all));
    data.run('imports');
    const runs = [data.start('import', file), data.start('import', file)];
    expect(await Promise.all(runs.map(ended))).toEqual([0, 0]);
    expect(data.held()).toEqual(hashes(all));
  }, 180_000);

  test('--watch says what came and what went wrong, and ends well at a signal', async () => {
    const data = makeData();
    const folder = path('maildir');
    for (const sub of ['cur', 'new']) mkdirSync(join(folder, sub), { recursive: true });
    const [a = '', b = ''] = texts(0, 2);
    writeFileSync(join(folder, 'new', '1'), a);
    data.run('import', folder);
    let answer = 503;
    const server = createServer((_, response) => response.writeHead(answer).end(mbox([b])));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/b.mbox`;
    // The server answers from this process: it must not be waited for in one go.
    expect(await ended(data.start('import', url, '--allow-host', '127.0.0.1'))).toBe(2);
    answer = 200;
    expect(await ended(data.start('import', url, '--allow-host', '127.0.0.1'))).toBe(0);
    answer = 503;
    const child = data.start('import', '--watch', '--every', '1s', '--allow-host', '127.0.0.1');
    const failure = lineOf(child, /Cannot read .*: the server answered 503/);
    writeFileSync(join(folder, 'new', '2'), mail('late', 'late\n'));
    const came = lineOf(child, /\S+Z \S*maildir: 1 mails read, 1 added/);
    await Promise.all([failure, came]);
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
    server.close();
    const states = data.json('imports').imports.map((one: { state: string }) => one.state);
    expect(new Set(states)).toEqual(new Set(['done']));
    expect(data.held()).toHaveLength(3);
  }, 120_000);

  test('what could not be read through is kept with why, and gone on with', async () => {
    const data = makeData();
    const all = texts(0, 2);
    let isCut = true;
    const server = createServer((_, response) => {
      const bytes = mbox(all);
      response.writeHead(200, { 'content-length': String(bytes.length) });
      if (isCut) {
        response.write(bytes.subarray(0, -5));
        setTimeout(() => response.destroy(), 100);
      } else response.end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/b.mbox`;
    const ask = () => ended(data.start('import', url, '--allow-host', '127.0.0.1'));
    expect(await ask()).toBe(2);
    expect(data.json('imports').imports).toMatchObject([{ state: 'failed', address: url }]);
    expect(data.run('imports').out).toContain(`failed: Cannot read ${url}`);
    isCut = false;
    expect(await ask()).toBe(0);
    server.close();
    expect(data.held()).toEqual(hashes(all));
    expect(data.json('imports').imports).toMatchObject([{ state: 'done', why: null }]);
  }, 120_000);

  test('nothing to import, no such place, a host that nobody allowed', () => {
    const data = makeData();
    expect(data.run('import').err).toContain('say --all');
    expect(data.run('import', '-', '--watch').code).toBe(2);
    expect(data.run('import', 'https://lore.example/list/').err).toBe(
      'Cannot ask lore.example: it is no host that you allowed. --allow-host lore.example allows it, or MOOT_ALLOW_HOSTS=lore.example in the environment.\n',
    );
    expect(data.run('imports').out).toBe('Nothing was imported yet.\n');
    expect(data.run('import', '--all').code).toBe(0);
  }, 60_000);
});
