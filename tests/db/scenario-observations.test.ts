import { expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import type { Moot } from '#lib/db/open';
import {
  askScenariosAgain,
  type RecordedOrder,
  type ScenarioObservation,
  saveScenarioObservations,
} from '#lib/db/scenario-observations';
import { mm } from '#lib/mm/mm';
import { compareAgain } from '#lib/observe/model';
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
  const record = await loadedScenario(moot);
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

test('another version of the model is asked again about what was recorded, and the kernel is not', async () => {
  const moot = await makeMoot();
  const { slug } = await loadedScenario(moot);
  await saveScenarioObservations(moot.prisma, [
    { ...seen, scenario: slug, agreement: 'differs', reason: 'the model ends with r=0', ends: [{ r: '0' }] },
    { ...seen, scenario: slug, order: 'nothing of the kind', engine: mm.engine },
  ]);
  const ask = (recorded: RecordedOrder) => compareAgain(recorded, mm);
  expect(await askScenariosAgain(moot.prisma, mm.engine, ask)).toBe(1);
  expect(await askScenariosAgain(moot.prisma, mm.engine, ask)).toBe(0);
  const rows = await moot.prisma.observation.findMany({ orderBy: { id: 'asc' } });
  expect(rows[0]).toMatchObject({
    agreement: 'agrees',
    reason: null,
    ends: '["r=A"]',
    engine: mm.engine,
    facts: 'r=A',
  });
  expect(compareAgain({ order: 'no scenario', kind: 'base', release: '6.18', observed: {} }, mm)).toMatchObject({
    agreement: 'not modelled',
    reason: 'its text is no scenario any more',
  });
});

async function loadedScenario(moot: Moot) {
  await loadContent(moot, copyContent());
  return moot.prisma.record.findFirstOrThrow({ where: { kind: 'scenario' } });
}
