import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type DatabaseAddress, readDatabaseAddress, sayDatabase, UnusableAddress } from '#lib/db/database-address';
import { connect, type Moot } from '#lib/db/open';
import { collate } from '#lib/db/postgres/collate';
import { connectPostgres } from '#lib/db/postgres/connect';
import { migratePostgres } from '#lib/db/postgres/migrate';
import { SlowStatement } from '#lib/db/slow-statement';
import { inTransaction } from '#lib/db/transaction';
import { engines } from './engines';

const root = process.cwd();

describe('DATABASE_URL', () => {
  test('empty is SQLite, postgresql:// is PostgreSQL, anything else is said', () => {
    expect(readDatabaseAddress(undefined, '/a/moot.db')).toEqual({ engine: 'sqlite', path: '/a/moot.db' });
    expect(readDatabaseAddress('', '/a/moot.db')).toEqual({ engine: 'sqlite', path: '/a/moot.db' });
    const url = 'postgres://ann:secret@db.example.org:5433/moot?sslmode=require';
    expect(readDatabaseAddress(url, '')).toEqual({ engine: 'postgresql', url });
    expect(() => readDatabaseAddress('mysql://ann:secret@db/moot', '')).toThrow('has to begin with postgresql://');
    expect(() => readDatabaseAddress('postgresql://ann:sec@ret:x:y/moot', '')).toThrow('cannot be read');
  });

  test.each([
    ['postgresql://ann:secret@db.example.org:5433/moot?password=secret', 'postgresql://ann@db.example.org:5433/moot'],
    ['postgresql:///moot?host=/run/postgresql', 'postgresql://localhost/moot'],
    ['postgresql://ann:secret@/moot?host=/run/postgresql', 'postgresql://ann@localhost/moot'],
  ])('%s is said without its password', (url, said) => {
    expect(sayDatabase({ engine: 'postgresql', url })).toBe(said);
  });
});

test('text columns of a migration get the order of bytes, others stay', () => {
  expect(
    collate('CREATE TABLE "a" (\n  "text" TEXT NOT NULL,\n  "n" INTEGER\n);\nALTER TABLE "a" ADD COLUMN     "b" TEXT,'),
  ).toBe(
    'CREATE TABLE "a" (\n  "text" TEXT COLLATE "C" NOT NULL,\n  "n" INTEGER\n);\nALTER TABLE "a" ADD COLUMN     "b" TEXT COLLATE "C",',
  );
  expect(collate('"a" TEXT COLLATE "C"')).toBe('"a" TEXT COLLATE "C"');
  expect(collate('ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE TEXT;')).toContain('TEXT COLLATE "C";');
});

const data = (slug: string, title = slug) => ({ kind: 'term', slug, title, front: '{}', body: '', hash: slug });

describe.each(engines)('$name', ({ makeMoot }) => {
  test('letters of ASCII are the same in both cases, no others, and a backslash is itself', async () => {
    const { prisma } = await makeMoot();
    const titles = ['Fork', 'FORK it', 'Ärger', 'ärger', 'back\\slash', 'a%b', 'axb', 'a_b'];
    await prisma.record.createMany({ data: titles.map((title, i) => data(String(i), title)) });
    const find = async (where: object) =>
      (await prisma.record.findMany({ where: { title: where }, orderBy: { id: 'asc' } })).map(({ title }) => title);
    expect(await find({ contains: 'ork' })).toEqual(['Fork', 'FORK it']);
    expect(await find({ startsWith: 'fork' })).toEqual(['Fork', 'FORK it']);
    expect(await find({ endsWith: 'IT' })).toEqual(['FORK it']);
    expect(await find({ contains: 'Ä' })).toEqual(['Ärger']);
    expect(await find({ contains: 'k\\s' })).toEqual(['back\\slash']);
    expect(await find({ not: { contains: 'r' } })).toEqual(['back\\slash', 'a%b', 'axb', 'a_b']);
    expect(await find({ equals: 'fork' })).toEqual([]);
    expect(await find({ in: ['Fork', 'ärger'] })).toEqual(['Fork', 'ärger']);
  });

  test('dates keep their milliseconds, numbers their size, bytes every value', async () => {
    const { prisma } = await makeMoot();
    const dates = ['1970-01-01T00:00:00.000Z', '2021-12-17T11:30:38.123Z', '2077-02-03T23:59:59.999Z'];
    for (const [i, date] of dates.entries()) {
      await prisma.thread.create({
        data: { subject: String(i), first: new Date(date), last: new Date(date), messages: i },
      });
    }
    const threads = await prisma.thread.findMany({
      where: { last: { gte: new Date(dates[1]!) } },
      orderBy: { last: 'asc' },
    });
    expect(threads.map(({ last }) => last.toISOString())).toEqual(dates.slice(1));
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    await prisma.dictionary.create({ data: { bytes } });
    expect(new Uint8Array((await prisma.dictionary.findFirstOrThrow()).bytes)).toEqual(bytes);
    const source = await prisma.mailSource.create({ data: { address: 'a', kind: 'mbox' } });
    const { bytes: size } = await prisma.import.create({ data: { sourceId: source.id, bytes: 5_000_000_000n } });
    expect(size).toBe(5_000_000_000n);
  });

  test('a NUL in a text ends nothing: neither the question nor what is kept', async () => {
    const { prisma } = await makeMoot();
    await prisma.record.create({ data: { ...data('nul'), body: 'before\0after' } });
    const { body } = await prisma.record.findFirstOrThrow({ where: { slug: 'nul' } });
    expect(body.replace('\0', '\uFFFD')).toBe('before\uFFFDafter');
    expect(await prisma.record.count({ where: { slug: 'nul\0' } })).toBe(0);
  });

  test('a transaction is all or nothing', async () => {
    const { prisma } = await makeMoot();
    const failing = inTransaction(prisma, async (tx) => {
      await tx.record.create({ data: data('half') });
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    expect(await prisma.record.count()).toBe(0);
  });
});

const served = engines.filter(({ name }) => name === 'PostgreSQL');

function urlOf(address: DatabaseAddress): string {
  if (address.engine === 'sqlite') throw new Error('not PostgreSQL');
  return address.url;
}

describe.each(served)('$name', ({ makeMoot, open }) => {
  const opened: Moot[] = [];
  afterEach(async () => {
    for (const { prisma } of opened.splice(0)) await prisma.$disconnect();
  });

  test('of writers at once nobody loses what another wrote', async () => {
    const { moot, openAgain, close } = await open();
    const moots = [moot, await openAgain(), await openAgain()];
    await moot.prisma.record.create({ data: data('count', '0') });
    const addOne = ({ prisma }: Moot) =>
      inTransaction(prisma, async (tx) => {
        const { title } = await tx.record.findFirstOrThrow({ where: { slug: 'count' } });
        await tx.record.updateMany({ where: { slug: 'count' }, data: { title: String(Number(title) + 1) } });
      });
    await Promise.all(Array.from({ length: 12 }, (_, i) => addOne(moots[i % 3]!)));
    expect((await moot.prisma.record.findFirstOrThrow()).title).toBe('12');
    await close();
  });

  test('two that make the same row at once: one makes it, the other finds it', async () => {
    const { moot, openAgain, close } = await open();
    const other = await openAgain();
    const make = ({ prisma }: Moot) =>
      inTransaction(prisma, async (tx) => {
        const found = await tx.messageName.findUnique({ where: { text: 'a@b' } });
        return (found ?? (await tx.messageName.create({ data: { text: 'a@b' } }))).id;
      });
    const ids = await Promise.all([make(moot), make(other), make(moot), make(other)]);
    expect(new Set(ids).size).toBe(1);
    await close();
  });

  test('starts at once migrate once', async () => {
    const { pool, address } = await makeMoot();
    await pool?.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const url = urlOf(address);
    const applied = await Promise.all([
      migratePostgres(url, root),
      migratePostgres(url, root),
      migratePostgres(url, root),
    ]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const { rows } = (await pool?.query('SELECT count(*)::int AS n FROM _prisma_migrations')) ?? { rows: [] };
    expect(rows).toEqual([{ n: Math.max(...applied.map((names) => names.length)) }]);
  });

  test('a migration that fails half way leaves the database as it was, and says why', async () => {
    const { pool, address } = await makeMoot();
    const checkout = mkdtempSync(join(tmpdir(), 'moot-migration-'));
    cpSync(join(root, 'prisma'), join(checkout, 'prisma'), { recursive: true });
    const folder = join(checkout, 'prisma', 'postgresql', 'migrations', '29990101000000_broken');
    mkdirSync(folder);
    // A semicolon in a comment; and one in a string is no end of a statement.
    writeFileSync(
      join(folder, 'migration.sql'),
      `-- first; half\nCREATE TABLE half (a TEXT DEFAULT ';');\nCREATE TABLE half (a TEXT);`,
    );
    await expect(migratePostgres(urlOf(address), checkout)).rejects.toThrow('relation "half" already exists');
    expect((await pool?.query(`SELECT to_regclass('half') AS half`))?.rows).toEqual([{ half: null }]);
    expect(await migratePostgres(urlOf(address), root)).toEqual([]);
    rmSync(checkout, { recursive: true });
  });

  test('a changed migration and a newer database are named, not run over', async () => {
    const { pool, address } = await makeMoot();
    const url = urlOf(address);
    const checksum = createHash('sha256').update('').digest('hex');
    await pool?.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ('x', '${checksum}', '29990101000000_more', now(), 1)`,
    );
    await expect(migratePostgres(url, root)).rejects.toThrow('it has migration 29990101000000_more, which is not here');
    await pool?.query(
      `DELETE FROM _prisma_migrations WHERE id = 'x'; UPDATE _prisma_migrations SET checksum = 'other'`,
    );
    await expect(migratePostgres(url, root)).rejects.toThrow('another text of migration');
  });

  test('a schema named in the address has its own tables', async () => {
    const { pool, address, paths, prisma } = await makeMoot();
    await pool?.query('CREATE SCHEMA "an other"');
    const url = `${urlOf(address)}&schema=${encodeURIComponent('an other')}`;
    await migratePostgres(url, root);
    const other = await connect(paths, { engine: 'postgresql', url });
    opened.push(other);
    await other.prisma.record.create({ data: data('there') });
    expect(await prisma.record.count()).toBe(0);
    expect((await other.pool?.query('SELECT slug FROM "Record"'))?.rows).toEqual([{ slug: 'there' }]);
  });

  test('a statement that takes too long is stopped, and said', async () => {
    const { moot, close } = await open();
    const { prisma } = connectPostgres(urlOf(moot.address), 100);
    const locked = await moot.pool?.connect();
    await locked?.query('BEGIN; LOCK TABLE "Record" IN ACCESS EXCLUSIVE MODE');
    await expect(prisma.record.count()).rejects.toThrow(SlowStatement);
    await locked?.query('ROLLBACK');
    locked?.release();
    expect(await prisma.record.count()).toBe(0);
    await prisma.$disconnect();
    await close();
  });

  test('what a broken connection stopped is done again by the next', async () => {
    const { prisma, pool } = await makeMoot();
    await prisma.record.count();
    await pool
      ?.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()')
      .catch(() => undefined);
    await prisma.record.count().catch(() => undefined);
    expect(await prisma.record.count()).toBe(0);
  });

  test('what is wrong with an address is one sentence, without the password', async () => {
    const { address } = await makeMoot();
    const missing = urlOf(address).replace(/moot_test_\w+/, 'moot_no_such');
    await expect(migratePostgres(missing, root)).rejects.toThrow(/no such database/);
    const nobody = 'postgresql://ann:secret@127.0.0.1:1/moot';
    const error: unknown = await migratePostgres(nobody, root).catch((e) => e);
    expect(error).toBeInstanceOf(UnusableAddress);
    expect(String(error)).toContain('postgresql://ann@127.0.0.1:1/moot, which DATABASE_URL names: no server answers');
    expect(String(error)).not.toContain('secret');
  });
});
