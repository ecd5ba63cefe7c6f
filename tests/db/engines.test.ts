import { describe, expect, test } from 'vitest';
import { emptyDiff } from '#lib/db/diff-schema';
import { diffDatabase } from '#lib/db/migrate';
import { findPending } from '#lib/db/migrations';
import { diffPostgres } from '#lib/db/postgres/migrate';
import { findPendingPostgres } from '#lib/db/postgres/migrations';
import { engines } from './engines';

const root = process.cwd();

describe.each(engines)('$name', ({ open, makeMoot }) => {
  test('the migrations make exactly what the schema describes', async () => {
    const { moot, close } = await open();
    await moot.prisma.$disconnect();
    const { address } = moot;
    // When this fails, `npm run migration -- NAME` writes what is missing.
    const diff = await (address.engine === 'sqlite'
      ? diffDatabase(address.path, root)
      : diffPostgres(address.url, root));
    expect(diff).toBe(emptyDiff);
    const pending =
      address.engine === 'sqlite' ? findPending(address.path, root) : await findPendingPostgres(address.url, root);
    expect(pending).toEqual([]);
    await close();
  });

  test('text sorts by its bytes, capitals before small letters and ASCII before the rest', async () => {
    const { prisma, address, pool } = await makeMoot();
    const slugs = ['b', 'Z', 'a', 'é', '_', 'a b', 'a-b', 'ab', 'ﬀ', '😀'];
    await prisma.record.createMany({
      data: slugs.map((slug) => ({ kind: 'term', slug, title: slug, front: '{}', body: '', hash: slug })),
    });
    const sorted = await prisma.record.findMany({ orderBy: { slug: 'asc' } });
    expect(sorted.map(({ slug }) => slug)).toEqual(['Z', '_', 'a', 'a b', 'a-b', 'ab', 'b', 'é', 'ﬀ', '😀']);
    if (address.engine === 'sqlite') return;
    const others = await pool?.query(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
         AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C' AND table_name <> '_prisma_migrations'`,
    );
    expect(others?.rows).toEqual([]);
  });

  test('a database starts empty, also after another test filled one', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const { prisma } = await makeMoot();
      expect(await prisma.record.count()).toBe(0);
      const made = await prisma.record.create({
        data: { kind: 'term', slug: 'a', title: 'A', front: '{}', body: '', hash: 'a' },
      });
      expect(made.id).toBe(1);
    }
  });
});
