import { describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { StampedCache } from '#lib/db/stamped-cache';
import { copyContent, edit } from '../content/temp.ts';
import { engines } from './engines';

describe.each(engines)('$name', ({ makeMoot }) => {
  test('a value is made once until something is saved, for all who ask at once', async () => {
    const moot = await makeMoot();
    const folder = copyContent();
    await loadContent(moot, folder);
    const cache = new StampedCache<number>();
    let made = 0;
    const ask = () => cache.get(moot.prisma, 'key', async () => (made += 1));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
    edit(folder, 'glossary/reuse.md', 'title: reuse', 'title: reuses');
    await loadContent(moot, folder);
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  });

  test('who asks after a save gets no stamp from before it, though others are still waiting', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copyContent());
    const cache = new StampedCache<string>();
    const title = async () => (await moot.prisma.record.findFirstOrThrow({ where: { kind: 'person' } })).title;
    const ask = () => cache.get(moot.prisma, 'title', title);
    const old = await title();
    const early = ask();
    await moot.prisma.record.updateMany({
      where: { kind: 'person' },
      data: { title: 'New', version: { increment: 1 } },
    });
    expect(await ask()).toBe('New');
    expect([old, 'New']).toContain(await early);
  });
});
