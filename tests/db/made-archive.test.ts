import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMails } from '#lib/db/search';
import { readSearch } from '#lib/db/search-query';
import { findDamage } from '#lib/db/verify/verify';
import { writeRealisticMbox } from '../bench/realistic-mbox.ts';
import { importFile } from './archive-moot.ts';
import { engines } from './engines.ts';

describe.each(engines)('a made-up list on $name', ({ makeMoot }) => {
  test('has the threads, series, patches, ghosts and words that it was made with', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'moot-made-'));
    try {
      const file = join(folder, 'made.mbox');
      const truth = await writeRealisticMbox(file, 2500);
      const moot = await makeMoot();
      await importFile(moot, file);
      const { prisma } = moot;
      expect(await prisma.message.count()).toBe(truth.mails);
      expect(await prisma.thread.count()).toBe(truth.threads);
      expect(await prisma.messageName.count({ where: { messages: { none: {} } } })).toBe(truth.ghosts);
      expect(await prisma.patch.count({ where: { isCover: false } })).toBe(truth.patches);
      expect(await prisma.series.count()).toBe(truth.series);
      const asked = await readSearch(`nq:${truth.rare.word}`, moot);
      if ('problem' in asked) throw new Error(asked.problem.message);
      expect((await findMails(asked, {}, moot)).count).toBe(truth.rare.mails);
      for await (const damage of findDamage(moot)) expect(damage).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
