import { expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { type ScenarioObservation, saveScenarioObservations } from '#lib/db/scenario-observations';
import { copyContent, makeMoot } from '../content/temp.ts';

const seen: ScenarioObservation = {
  scenario: 'SLUG',
  schedule: 'PPC',
  order: 'mm x\n\nP: map v = A\nP: read v -> r\n',
  kind: 'base',
  release: '6.18.44',
  uname: '6.18.44-test #1',
  how: 'moot observe',
  date: '2026-11-21',
  observed: { r: 'A' },
  ends: [{ r: 'A' }],
  engine: 'mm-1',
  agreement: 'agrees',
  reason: null,
  programHash: 'a'.repeat(64),
  machine: '{"thp":"madvise"}',
};

test('what a kernel did on a scenario is recorded once: the newest of kernel, kind and order stays', async () => {
  const moot = await makeMoot();
  await loadContent(moot, copyContent());
  const record = await moot.prisma.record.findFirstOrThrow({ where: { kind: 'scenario' } });
  const one = { ...seen, scenario: record.slug };
  const onThp = { ...one, kind: 'thp' };
  expect(await saveScenarioObservations(moot.prisma, [one, onThp, { ...one, scenario: 'nowhere' }])).toBe(2);
  const differs = { ...one, observed: { r: 'B' }, agreement: 'differs', reason: 'the model ends with r=A' } as const;
  expect(await saveScenarioObservations(moot.prisma, [differs])).toBe(1);
  const rows = await moot.prisma.observation.findMany({ include: { observed: true }, orderBy: { id: 'asc' } });
  expect(rows).toMatchObject([
    { kind: 'thp', agreement: 'agrees', facts: 'r=A' },
    {
      kind: 'base',
      form: 'scenario',
      scenarioId: record.id,
      steps: 'PPC',
      text: seen.order,
      facts: 'r=B',
      ends: '["r=A"]',
      agreement: 'differs',
      programHash: 'a'.repeat(64),
      machine: '{"thp":"madvise"}',
      observed: { release: '6.18.44', uname: '6.18.44-test #1' },
    },
  ]);
  expect(await moot.prisma.observedKernel.count()).toBe(1);
});
