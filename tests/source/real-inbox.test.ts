import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { publicInbox } from '#lib/source/public-inbox';
import { server } from '#lib/source/server';
import type { Place } from '#lib/source/source';
import { needs } from '../needs.ts';

const home = mkdtempSync(join(tmpdir(), 'moot-real-inbox-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const env = { ...process.env, HOME: home, PI_CONFIG: join(home, 'config') };
const present = ['init', 'mda', 'purge', 'httpd', 'index'].every(
  (name) => spawnSync(`public-inbox-${name}`, ['--help']).error === undefined,
);

const mail = (n: number) =>
  `From: Ann <ann@example.org>\nTo: list@example.org\nSubject: ${n}\nMessage-ID: <m${n}@example.org>\nDate: Sat, 0${n} Jan 2022 10:00:00 +0000\n\nbody ${n}\nFrom here\n`;

async function read(place: Place, address: string, cursor?: string) {
  const items: string[] = [];
  let last = cursor;
  for await (const item of place.read(address, { cursor, unchanged: 'skip', hosts: ['127.0.0.1'] })) {
    if (item.kind === 'message' || item.kind === 'removal' || item.kind === 'still') {
      const text = Buffer.from(item.bytes).toString();
      expect(text).toContain('\nFrom here\n');
      items.push(`${item.kind} ${/Subject: (\d)/.exec(text)?.[1]}`);
    }
    if ('cursor' in item && item.cursor !== undefined) last = item.cursor;
  }
  return { items, cursor: last };
}

function deliver(numbers: readonly number[]): void {
  for (const n of numbers) {
    const address = { ...env, ORIGINAL_RECIPIENT: 'list@example.org' };
    execFileSync('public-inbox-mda', ['--no-precheck'], {
      env: address,
      input: mail(n),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }
}

/** A port nobody listens on. */
function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

describe.skipIf(!needs('public-inbox, its programs', present))('what public-inbox itself makes', () => {
  test.each(['-V1', '-V2'])(
    '%s: delivered, served, purged',
    async (version) => {
      const inbox = join(home, `inbox${version}`);
      rmSync(join(home, 'config'), { force: true });
      execFileSync('public-inbox-init', [version, 'list', inbox, 'http://127.0.0.1/list', 'list@example.org'], {
        env,
        stdio: 'pipe',
      });
      execFileSync('git', ['config', '-f', join(home, 'config'), 'publicinboxmda.spamcheck', 'none']);
      deliver([1, 2, 3]);
      const first = await read(publicInbox, inbox);
      expect(first.items).toEqual(['message 1', 'message 2', 'message 3']);
      deliver([4]);
      const second = await read(publicInbox, inbox, first.cursor);
      expect(second.items).toEqual(['message 4']);
      execFileSync('public-inbox-index', [inbox], { env, stdio: 'pipe' });
      const port = await findPort();
      const daemon = spawn('public-inbox-httpd', ['-l', `127.0.0.1:${port}`, '-W0'], { env, stdio: 'ignore' });
      try {
        const base = `http://127.0.0.1:${port}/list/`;
        let list = await read(server, base).catch(() => undefined);
        for (let tries = 0; list === undefined && tries < 60; tries++) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          list = await read(server, base).catch(() => undefined);
        }
        expect(list?.items.sort()).toEqual([1, 2, 3, 4].map((n) => `message ${n}`));
        expect((await read(server, base, list?.cursor)).items).toEqual([]);
        const thread = await read(server, `${base}m2@example.org/T/#u`);
        expect(thread.items).toEqual(['message 2']);
        expect((await read(server, `${base}m2@example.org/`, thread.cursor)).items).toEqual([]);
        expect((await read(server, `${base}m3@example.org/raw`)).items).toEqual(['message 3']);
      } finally {
        daemon.kill();
      }
      if (version === '-V1') return;
      execFileSync('public-inbox-purge', [inbox], { env, input: mail(2), stdio: ['pipe', 'pipe', 'pipe'] });
      const purged = await read(publicInbox, inbox, second.cursor);
      expect(purged.items.filter((item) => item.startsWith('still'))).toEqual(['still 1', 'still 3', 'still 4']);
    },
    120_000,
  );
});
