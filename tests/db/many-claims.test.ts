import { describe, expect, test } from 'vitest';
import { getClaimRows } from '#lib/db/claim-row';

import { engines } from './engines';

describe.each(engines)('$name', ({ makeMoot }) => {
  /** More than Prisma looks up in an order where nobody tells it what SQLite can bind. */
  const many = 1200;

  test('a debate of more than a thousand claims is listed', async () => {
    const { prisma } = await makeMoot();
    const front = '{}';
    const record = (kind: string, slug: string) => ({ kind, slug, title: slug, front, body: '', hash: '' });
    const ann = await prisma.record.create({ data: record('person', 'ann-ek') });
    await prisma.person.create({ data: { recordId: ann.id, name: 'Ann Ek' } });
    const mail = await prisma.messageName.create({ data: { text: 'a@example.org' } });
    await prisma.record.createMany({ data: Array.from({ length: many }, (_, index) => record('claim', `c${index}`)) });
    const claims = await prisma.record.findMany({
      where: { kind: 'claim' },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    await prisma.claim.createMany({
      data: claims.map(({ id }, position) => ({ recordId: id, kind: 'factual', topic: 't', position, hindsight: '' })),
    });
    await prisma.stance.createMany({
      data: claims.map(({ id }) => {
        const said = {
          personId: ann.id,
          nameId: mail.id,
          attitude: 'asserts',
          date: '2021-12-18',
          note: '',
          position: 0,
        };
        return { ...said, claimId: id };
      }),
    });
    const rows = await getClaimRows(prisma);
    expect(rows.size).toBe(many);
    for (const { holders } of rows.values()) expect(holders).toEqual([{ slug: 'ann-ek', name: 'Ann Ek' }]);
  });
});
