import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { findDeclaration, policiesOfVersion } from '#lib/db/declared';
import type { Moot } from '#lib/db/open';
import { verdictUnderVersion } from '#lib/db/version-verdict';
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

const diff = (n: number) => `Word.

---
diff --git a/f${n} b/f${n}
index 111..222 100644
--- a/f${n}
+++ b/f${n}
@@ -1,1 +1,1 @@
-old
+new
`;

const series = (version: string) => [
  mail(`cover${version}`, 'All of it.\n', { Subject: `[PATCH${version} 0/2] Two parts` }),
  ...[1, 2].map((n) =>
    mail(`part${n}${version}`, diff(n), {
      Subject: `[PATCH${version} ${n}/2] Part ${n}`,
      'In-Reply-To': `<cover${version}@example.org>`,
    }),
  ),
];

function change(id: string, front: string, body = 'Words.'): string {
  return `---\nid: ${id}\ntitle: ${id}\ndate: 2021-01-01\nstate: proposed\n${front}---\n\n${body}\n`;
}

const test1 = { scenario: 'two-writers', property: 'missed-cow' };

let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  const folder = copyContent();
  for (const id of ['A2', 'A4']) {
    cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', `${id}.md`));
    edit(folder, `policies/${id}.md`, 'id: A1', `id: ${id}`);
  }
  edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', text);
  const add = (id: string, front: string, body?: string) =>
    writeFileSync(join(folder, 'patches', `${id}.md`), change(id, front, body));
  add('whole', 'message: cover@example.org\npolicies:\n  - A2\n');
  add('one-part', 'message: part2@example.org\nbefore: A2\npolicies:\n  - A4\n  - A1\npoints:\n  - write fault\n');
  add('whole-again', 'message: coverv2@example.org\npolicies:\n  - A1\nrevises: whole\n');
  add('silent', 'message: cover3@example.org\n');
  add('own', 'message: own@example.org\n', '```policy\npolicy never-reuse like A1\n  at write fault: copy\n```');
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
  globalThis.mootOpened = Promise.resolve(moot);
  await judgeContent(moot);
  await importTexts(moot, [...series(''), ...series('v2'), mail('loose', 'Nothing.\n')]);
});

describe('what a version declares', () => {
  test('is the patch’s own, else that of the head of its series', async () => {
    const own = await policiesOfVersion('part2@example.org');
    expect(own).toMatchObject({ declaredBy: 'part2@example.org', isOfSeries: false });
    expect(own?.declarations).toMatchObject([
      { slug: 'one-part', sides: [{ before: 'A2', after: 'A4' }], points: ['write fault'], revises: null },
    ]);
    const headed = await policiesOfVersion('part1@example.org');
    expect(headed).toMatchObject({ declaredBy: 'cover@example.org', isOfSeries: true });
    // Nobody says what it starts from: it is what the policy is a change of.
    expect(headed?.declarations).toMatchObject([{ slug: 'whole', sides: [{ before: 'A1', after: 'A2' }] }]);
    expect(await policiesOfVersion('cover@example.org')).toMatchObject({ isOfSeries: false });
  });

  test('is not that of another version', async () => {
    const second = await policiesOfVersion('part2v2@example.org');
    expect(second?.declarations).toMatchObject([{ slug: 'whole-again', revises: 'whole' }]);
  });

  test('is nothing where nobody says anything of rules', async () => {
    expect(await policiesOfVersion('cover3@example.org')).toBeUndefined();
    expect(await policiesOfVersion('loose@example.org')).toBeUndefined();
    expect(await policiesOfVersion('nobody@example.org')).toBeUndefined();
  });

  test('may be a policy of its own, as a text', async () => {
    const found = await findDeclaration('own');
    expect(found).toMatchObject({ sides: [{ before: 'A1', after: 'never-reuse' }] });
    expect(found?.own).toContain('at write fault: copy');
  });
});

describe('a test under a version', () => {
  test('has the word that the runs have under what the version makes', async () => {
    expect(await verdictUnderVersion('part1v2@example.org', test1)).toMatchObject({
      declaredBy: 'coverv2@example.org',
      policy: 'A1',
      word: 'violated',
      isFailing: true,
    });
    // A1 carries it on, and is not what this patch makes.
    expect(await verdictUnderVersion('part2@example.org', test1)).toMatchObject({
      under: [{ policy: 'A4', word: 'holds' }],
      isFailing: false,
    });
  });

  test('has none where nothing is declared or known', async () => {
    expect(await verdictUnderVersion('loose@example.org', test1)).toBeUndefined();
    expect(await verdictUnderVersion('part1@example.org', { ...test1, property: 'lost-write' })).toMatchObject({
      word: null,
      isFailing: null,
    });
  });
});
