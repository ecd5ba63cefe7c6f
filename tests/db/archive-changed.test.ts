import { expect, test } from 'vitest';
import { findChanged } from '#lib/db/archive-changed';
import { withMoot } from './archive-moot.ts';

test('the archive changed when its last import ended, unless one may be under way', () =>
  withMoot(async (moot) => {
    const { prisma } = moot;
    const ended = new Date('2026-01-02T10:00:00Z');
    const later = ended.getTime() + 60_000;
    expect(await findChanged(later, moot)).toBeUndefined();
    const source = await prisma.mailSource.create({ data: { address: 'a.mbox', kind: 'file' } });
    const sourceId = source.id;
    await prisma.import.create({ data: { sourceId, finishedAt: ended } });
    expect(await findChanged(later, moot)).toEqual(ended);
    // Just after it, the same second may bring another.
    expect(await findChanged(ended.getTime() + 1000, moot)).toBeUndefined();
    await prisma.import.create({ data: { sourceId } });
    expect(await findChanged(later, moot)).toBeUndefined();
    // It was killed, and the source was read again.
    await prisma.import.create({ data: { sourceId, finishedAt: new Date(ended.getTime() + 5000) } });
    expect(await findChanged(later, moot)).toEqual(new Date(ended.getTime() + 5000));
  }));
