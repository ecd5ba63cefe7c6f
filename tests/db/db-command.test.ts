import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'moot-db-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function moot(folder: string, ...args: string[]) {
  const run = spawnSync(process.execPath, ['lib/cli/moot.js', ...args], {
    cwd: root,
    env: { ...process.env, MOOT_DATA: join(home, folder), DATABASE_URL: '' },
    encoding: 'utf8',
  });
  return { out: run.stdout, err: run.stderr, code: run.status };
}

test('moot db: backed up, restored, moved and found whole or damaged', { timeout: 120_000 }, () => {
  const backup = join(home, 'backup.db');
  expect(moot('one', 'import', join(root, 'tests', 'browser', 'fixtures', 'series.mbox')).code).toBe(0);
  expect(moot('one', 'db', 'verify')).toMatchObject({ code: 0, out: 'Nothing is damaged.\n' });

  expect(moot('one', 'db', 'backup', backup)).toMatchObject({ code: 0, err: '' });
  expect(existsSync(backup)).toBe(true);
  const again = moot('one', 'db', 'backup', backup);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('is there already')]);

  expect(moot('two', 'db', 'restore', backup).code).toBe(0);
  const refused = moot('two', 'db', 'restore', backup);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--replace')]);
  expect(moot('two', 'db', 'restore', backup, '--replace').code).toBe(0);

  const moved = moot('two', 'db', 'move', join(home, 'three'), '--json');
  expect(moved.code).toBe(0);
  const { tables, indexed } = JSON.parse(moved.out);
  expect(tables.find((one: { table: string }) => one.table === 'Message').rows).toBe(indexed);
  expect(moot('two', 'db', 'move', join(home, 'three'))).toMatchObject({ code: 2 });
  expect(moot('three', 'search', 's:PATCH', '--json').code).toBe(0);
  expect(moot('three', 'search', 's:PATCH', '--atom')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/<feed .*<entry>/s),
  });

  const db = new Database(join(home, 'three', 'moot.db'));
  db.exec('UPDATE "Thread" SET "messages" = 99 WHERE "id" = (SELECT min("id") FROM "Thread")');
  db.close();
  const damaged = moot('three', 'db', 'verify');
  expect([damaged.code, damaged.out]).toEqual([1, expect.stringContaining('says 99 messages')]);

  const wrong = moot('one', 'db', 'move', 'mysql://host/name');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('postgresql://')]);
});
