import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDiff } from '#lib/db/diff-schema';
import { diffDatabase, migrate } from '#lib/db/migrate';
import { findPending, readMigrations } from '#lib/db/migrations';
import { makeFolder, UnusableFolder } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';

const root = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moot-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the migrations make exactly what schema.prisma describes', async () => {
  const path = join(folder, 'moot.db');
  await migrate(path, root);
  // When this fails, what it prints is the SQL of the migration that is missing.
  expect(await diffDatabase(path, root)).toBe(emptyDiff);
});

test('migrating again changes nothing', async () => {
  const path = join(folder, 'moot.db');
  expect(await migrate(path, root)).not.toEqual([]);
  const before = readFileSync(path);
  expect(await migrate(path, root)).toEqual([]);
  expect(findPending(path, root)).toEqual([]);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('WAL, foreign keys and a busy timeout hold on the connections of the application', async () => {
  const moot = await openMoot({ folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') });
  const ask = (pragma: string) => moot.prisma.$queryRawUnsafe(`PRAGMA ${pragma}`);
  expect(await ask('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await ask('foreign_keys')).toEqual([{ foreign_keys: 1n }]);
  expect(await ask('busy_timeout')).toEqual([{ timeout: 15_000n }]);
  await moot.prisma.$disconnect();
});

/** A process that opens the database in `folder`; gives its exit code and what it printed. */
function openElsewhere(): Promise<{ code: number | null; printed: string }> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      "import('#lib/db/open-moot').then((m) => m.openMoot()).then((m) => m.prisma.record.count()).then((n) => console.log('records', n))",
    ],
    { cwd: root, env: { ...process.env, MOOT_DATA: folder, MOOT_ROOT: root } },
  );
  let printed = '';
  child.stdout.on('data', (data) => (printed += data));
  child.stderr.on('data', (data) => (printed += data));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, printed })));
}

test('three processes that start at once all find a migrated database', async () => {
  const all = await Promise.all([openElsewhere(), openElsewhere(), openElsewhere()]);
  for (const { code, printed } of all)
    expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringContaining('records 0') });
  const database = new Database(join(folder, 'moot.db'));
  expect(database.prepare('SELECT count(*) AS n FROM _prisma_migrations').get()).toEqual({
    n: readMigrations(root).migrationDirectories.length,
  });
  database.close();
});

/** A checkout with our migrations and one more. */
function checkoutWith(name: string, sql: string): string {
  const checkout = join(folder, 'checkout');
  cpSync(join(root, 'prisma'), join(checkout, 'prisma'), { recursive: true });
  mkdirSync(join(checkout, 'prisma', 'migrations', name));
  writeFileSync(join(checkout, 'prisma', 'migrations', name, 'migration.sql'), sql);
  return checkout;
}

test('a migration that fails half way leaves the database as it was', async () => {
  const path = join(folder, 'moot.db');
  await migrate(path, root);
  const checkout = checkoutWith(
    '29990101000000_broken',
    'CREATE TABLE "half" ("id" INTEGER);\nCREATE TABLE "half" ("id" INTEGER);',
  );
  await expect(migrate(path, checkout)).rejects.toThrow();
  const database = new Database(path);
  expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
  database.close();
  expect(findPending(path, root)).toEqual([]);
});

test('a changed migration and a newer database are named, not run over', async () => {
  const path = join(folder, 'moot.db');
  const checkout = checkoutWith('29990101000000_more', 'CREATE TABLE "more" ("id" INTEGER);');
  await migrate(path, checkout);
  expect(() => findPending(path, root)).toThrow('it has migration 29990101000000_more, which is not here');
  writeFileSync(join(checkout, 'prisma', 'migrations', '29990101000000_more', 'migration.sql'), 'SELECT 1;');
  expect(() => findPending(path, checkout)).toThrow('another text of migration 29990101000000_more');
});

test('a data folder that cannot be made is one plain sentence', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file', 'data'))).toThrow(UnusableFolder);
});
