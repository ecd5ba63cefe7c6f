import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { saveAnnotation } from '#lib/db/annotation';
import { answerAnnotation } from '#lib/db/annotation-answer';
import { listPlaced } from '#lib/db/placed-annotations';
import { copyContent, edit, makeMoot } from '../content/temp.ts';
import { importTexts, mail } from './archive-moot.ts';

/** A child reads through a pipe what its parent stored after they had parted, unless somebody copies. */
const text = `mm two-writers

P: map v = OLD
P: fork C
C: vmsplice v -> pipe
C: munmap v
P: write v = SECRET
C: read pipe -> seen

never missed-cow
`;

const BROKEN = 'A1';
const KEPT = 'A2';

const author = 'Ann Ek <ann@example.org>';
const other = 'Bo Li <bo@example.org>';

/** A posting of one patch under a cover letter, a day a version. */
const posting = (version: number) => {
  const [label, when] = [version === 1 ? '' : ` v${version}`, new Date(Date.UTC(2021, 0, version)).toUTCString()];
  const diff = '---\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-old\n+new\n';
  return [
    mail(`cover${version}`, 'All of it.\n', { Subject: `[PATCH${label} 0/1] Whole`, Date: when }),
    mail(`part${version}`, `Words.\n${diff}`, {
      Subject: `[PATCH${label} 1/1] Part`,
      'In-Reply-To': `<cover${version}@example.org>`,
      Date: when,
    }),
  ];
};

beforeEach(async () => {
  const moot = await makeMoot();
  globalThis.mootOpened = Promise.resolve(moot);
  const folder = copyContent();
  cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', 'A2.md'));
  edit(folder, 'policies/A2.md', 'id: A1', 'id: A2');
  edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', text);
  // The first and the third version make the rule under which the scenario fails, the second the other one.
  for (const [version, policy] of [
    [1, BROKEN],
    [2, KEPT],
    [3, BROKEN],
  ] as const) {
    const front = `id: v${version}\ntitle: v${version}\ndate: 2021-01-01\nstate: proposed\n`;
    const names = `message: cover${version}@example.org\npolicies:\n  - ${policy}\n`;
    writeFileSync(join(folder, 'patches', `v${version}.md`), `---\n${front}${names}---\n\nWords.\n`);
  }
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
  await judgeContent(moot);
  await importTexts(moot, [...posting(1), ...posting(2)]);
});

async function object(scenarios: { scenario: string; property: string }[]): Promise<string> {
  const saved = await saveAnnotation({
    slug: null,
    front: {
      message: 'part1@example.org',
      on: 'message',
      kind: 'objection',
      claims: [],
      scenarios,
      answers: [],
      carried: [],
    },
    words: { lines: [], before: [], after: [], heading: '' },
    body: 'It breaks.',
    author,
    version: 0,
  });
  if (saved.state !== 'saved') throw new Error(JSON.stringify(saved));
  return saved.slug;
}

const stateOn = async (messageId: string) => (await listPlaced(messageId))[0]?.state;

test('an objection is addressed by the version under whose policies its scenario no longer fails, and reopened by a later one', async () => {
  const slug = await object([{ scenario: 'two-writers', property: 'missed-cow' }]);
  expect(await stateOn('part1@example.org')).toMatchObject({ state: 'open', by: null });

  const said = { kind: 'addressed', author: other, date: '2021-02-01' } as const;
  await answerAnnotation(slug, { ...said, version: 'part1@example.org' });
  expect(await stateOn('part1@example.org')).toMatchObject({ state: 'open' });

  await answerAnnotation(slug, { ...said, date: '2021-02-02', version: 'part2@example.org' });
  const addressed = { state: 'addressed', version: 'part2@example.org', by: 'run' };
  expect(await stateOn('part2@example.org')).toMatchObject(addressed);
  expect(await stateOn('part1@example.org')).toMatchObject(addressed);

  await importTexts(await (globalThis.mootOpened ?? Promise.reject(new Error('no database'))), posting(3));
  expect(await stateOn('part3@example.org')).toMatchObject({
    state: 'reopened',
    version: 'cover3@example.org',
    by: 'run',
  });
});

test('an objection without a scenario is closed by a mail or by its author alone', async () => {
  const slug = await object([]);
  await answerAnnotation(slug, { kind: 'conceded', author: other, date: '2021-02-01' });
  expect(await stateOn('part2@example.org')).toMatchObject({ state: 'open', by: null });
  await answerAnnotation(slug, { kind: 'conceded', author: other, date: '2021-02-02', message: 'part2@example.org' });
  expect(await stateOn('part2@example.org')).toMatchObject({ state: 'conceded', by: 'message' });
});
