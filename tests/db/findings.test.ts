import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { listDisagreements } from '#lib/db/disagreements';
import { findComputed, findFinding, listFindings } from '#lib/db/findings';
import { findObjection, listObjections } from '#lib/db/objections';
import type { Moot } from '#lib/db/open';
import { listTrials } from '#lib/db/trials';
import { recordRun } from '#lib/db/verdict';
import { mm } from '#lib/mm/mm';
import { runScenario } from '#lib/simulators';
import { copyContent, edit } from '../content/temp.ts';
import { engines } from './engines';

describe.each(engines)('$name', ({ makeMoot }) => {
  const scenario = `mm two-writers

device D

P: map v = 0
P: fork C
C: exit
P: pin read longterm v -> buf
P: write v = FF
D: read buf -> pin
P: read v -> own

never wrong-cow-pin
`;

  let moot: Moot;

  beforeEach(async () => {
    moot = await makeMoot();
    const folder = copyContent();
    edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', scenario);
    edit(folder, 'claims/count-is-enough.md', 'property: missed-cow', 'property: wrong-cow-pin');
    edit(
      folder,
      'claims/order-matters.md',
      'stances:',
      'judges:\n  - scenario: two-writers\n    predicate: pin = 0 or pin = own\nstances:',
    );
    write(
      folder,
      'objections/too-late.md',
      `id: too-late
title: It is late
person: bo-li
message: b-2@example.org
date: 2020-09-01
change: count
claim: count-is-enough
scenario:
  scenario: two-writers
  property: wrong-cow-pin
answers:
  - kind: rejected
    person: ann-ek
    message: c-3@example.org
    date: 2020-09-02
    note: Not so.
`,
      'In our words.\n',
    );
    write(
      folder,
      'findings/what-we-saw.md',
      `id: what-we-saw
title: What we saw
order: 1
claims:
  - count-is-enough
people:
  - bo-li
sources:
  - message: b-2@example.org
    author: bo-li
    date: 2020-09-01
`,
      'First part.\n\nSecond part.\n',
    );
    expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
    globalThis.mootOpened = Promise.resolve(moot);
  });

  function write(folder: string, file: string, front: string, body: string) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), `---\n${front}---\n\n${body}`);
  }

  async function judge(policies: readonly string[]) {
    const { textHash } = await moot.prisma.scenario.findFirstOrThrow();
    const { scenario: parsed } = mm.parse(scenario);
    await recordRun(moot.prisma, runScenario(mm, parsed!, { policies, kinds: ['base'], id: 'two-writers' }), textHash);
  }

  describe('objections', () => {
    test('are judged by what is recorded, and name who and what they are about', async () => {
      await judge(['A1']);
      const { rows, kernel } = await listObjections();
      expect(kernel).toMatch(/^\d+\.\d+$/);
      expect(rows).toMatchObject([
        { slug: 'too-late', state: 'rejected', person: { name: 'Bo Li' }, change: { slug: 'count' }, today: null },
      ]);
      expect(await findObjection('too-late')).toMatchObject({
        bodyMarkdown: '\nIn our words.\n',
        answers: [{ person: { slug: 'ann-ek' }, answer: { kind: 'rejected' } }],
      });
      expect(await findObjection('nobody')).toBeUndefined();
    });
  });

  describe('findings', () => {
    test('that are told have a beginning and what they are about', async () => {
      expect(await listFindings()).toEqual([{ slug: 'what-we-saw', title: 'What we saw', lead: 'First part.' }]);
      expect(await findFinding('what-we-saw')).toMatchObject({
        claims: [{ slug: 'count-is-enough' }],
        people: [{ slug: 'bo-li', name: 'Bo Li' }],
        sources: [{ messageId: 'b-2@example.org', held: false }],
      });
    });

    test('that are computed follow the recorded runs', async () => {
      expect((await findComputed())['incompatible-claims']).toEqual([]);
      await judge(['A1']);
      const kept = await findComputed();
      expect(kept['incompatible-claims']).toEqual([]);
      expect(kept['untested-claims']).toEqual([]);
    });
  });

  describe('disagreements and trials', () => {
    test('show a normative claim and the one that it rebuts, and one run judged by both', async () => {
      const { rows } = await listDisagreements();
      expect(rows).toMatchObject([
        {
          id: 'count-is-enough.order-matters',
          type: 'normative',
          because: [{ why: 'It says what should be.' }],
          hasTrial: true,
        },
      ]);
      const [trial, ...others] = await listTrials('count-is-enough');
      expect(others).toEqual([]);
      expect(trial?.sides.map(({ claim }) => claim.slug)).toEqual(['order-matters', 'count-is-enough']);
      expect(trial?.policies).toMatchObject([{ id: 'A1', words: ['holds', 'holds'] }]);
      expect(trial?.parting).toBeNull();
    });
  });
});
