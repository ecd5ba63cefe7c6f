import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import parseDiff from 'parse-diff';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '#lib/mail/message';
import { readDiff, splitDiff } from '#lib/patch/diff/diff';
import { numberLines, printHunkHeader } from '#lib/patch/diff/hunk';
import { readPatch } from '#lib/patch/patch';
import { groupSeries, type SeriesMember } from '#lib/patch/series/series';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';

const diff = [
  'diff --git a/mm/a.c b/mm/a.c',
  'index 111..222 100644',
  '--- a/mm/a.c',
  '+++ b/mm/a.c',
  '@@ -10,4 +10,4 @@ int f(void)',
  ' one',
  '-two',
  '+TWO',
  '',
  ' four',
  'diff --git a/mm/new.c b/mm/new.c',
  'new file mode 100644',
  'index 000..333',
  '--- /dev/null',
  '+++ b/mm/new.c',
  '@@ -0,0 +1,2 @@',
  '+a',
  '+b',
  '\\ No newline at end of file',
  'diff --git a/old.c b/moved.c',
  'similarity index 100%',
  'rename from old.c',
  'rename to moved.c',
  '',
].join('\n');
const parse = async (text: string) => readPatch(await parseMessage(Buffer.from(text)));
const files = (text: string) => {
  const read = readDiff(text);
  return 'files' in read ? read.files : read.problem;
};

describe('diffs', () => {
  test('files, states, counts and hunks', () => {
    const read = files(diff);
    expect(
      typeof read === 'string'
        ? read
        : read.map(({ oldPath, newPath, status, added, removed }) => [oldPath, newPath, status, added, removed]),
    ).toEqual([
      ['mm/a.c', 'mm/a.c', 'changed', 1, 1],
      ['/dev/null', 'mm/new.c', 'added', 2, 0],
      ['old.c', 'moved.c', 'renamed', 0, 0],
    ]);
  });

  test('line numbers are those that another reader finds', () => {
    for (const file of parseDiff(diff)) {
      for (const chunk of file.chunks) {
        const hunk = {
          oldStart: chunk.oldStart,
          newStart: chunk.newStart,
          text: chunk.changes.map((change) => change.content).join('\n'),
        };
        const numbers = chunk.changes.map((change) =>
          change.type === 'normal'
            ? [change.ln1, change.ln2]
            : change.content.startsWith('\\')
              ? [null, null]
              : change.type === 'add'
                ? [null, change.ln]
                : [change.ln, null],
        );
        expect(numberLines(hunk).map((line) => [line.oldLine, line.newLine])).toEqual(numbers);
      }
    }
  });

  test('the signature is no removed line, nor part of the last hunk', () => {
    const { above, diff: own } = splitDiff(`why\n---\n a.c | 2 +-\n\n${diff.trimEnd()}\n-- \n2.31.1\n`);
    expect(above).toBe('why\n---\n a.c | 2 +-\n');
    expect(own).toBe(diff);
  });

  test('a removed line "- " within a hunk is no signature', () => {
    const text = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,3 +1,1 @@\n one\n-- \n-three\n@@ -9 +7 @@\n-x\n+y\n';
    expect(splitDiff(text).diff).toBe(text);
  });

  test.each([
    ['cut short', diff.slice(0, diff.indexOf('\n\n four'))],
    ['a line without a sign', diff.replace(' one', 'one')],
    ['a hunk that says more than it has', diff.replace('-10,4', '-10,9')],
    ['no file at all', '@@ what\n'],
    ['on one line', 'diff --git a/mm/a.c b/mm/a.c index 1..2 --- a/mm/a.c +++ b/mm/a.c @@ -1,2 +1,2 @@ x\n'],
  ])('what does not agree is not guessed at: %s', (_, text) => expect(typeof files(text)).toBe('string'));

  test('a hunk header prints as it came', () => {
    expect(printHunkHeader({ oldStart: 1, oldLines: 1, newStart: 0, newLines: 0, heading: '' })).toBe('@@ -1 +0,0 @@');
  });
});

describe('size', () => {
  test('a diff of a million lines, and ten thousand diffs with prose between', () => {
    const long = `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,1000000 @@\n${'+a\n'.repeat(1_000_000)}`;
    expect(splitDiff(long)).toEqual({ above: '', diff: long });
    const one = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n';
    expect(splitDiff(`${one}prose\n`.repeat(10_000)).diff).toBe(one.repeat(10_000));
  });
});

describe('which mails are patches', () => {
  test('an unquoted diff, also without brackets; a reply and a quoted diff are none', async () => {
    expect((await parse(`Subject: x\n\n${diff}`))?.files.length).toBe(3);
    expect(await parse(`Subject: Re: [PATCH] x\n\nhow about\n${diff}`)).toBeUndefined();
    expect(await parse(`Subject: x\n\n${diff.replace(/^/gm, '> ')}`)).toBeUndefined();
    expect(await parse('Subject: [PATCH] any news?\n\nno diff\n')).toBeUndefined();
  });

  test('a cover letter, and a numbered patch without its diff', async () => {
    expect(await parse('Subject: [PATCH 0/2] x\n\nabout\n')).toMatchObject({ isCover: true, problem: undefined });
    expect(await parse('Subject: [PATCH 1/2] x\n\nabout\n')).toMatchObject({
      isCover: false,
      problem: 'the mail holds no diff',
    });
  });

  test('format=flowed: stuffed as the RFC says, and not stuffed as some do', async () => {
    const head = 'Subject: [PATCH] x\nContent-Type: text/plain; format=flowed\n\n';
    const small = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one \n-two\n+TWO\n';
    const stuffed = await parse(head + small.replace(/^ /gm, '  '));
    expect(stuffed?.files[0]?.hunks[0]?.text).toBe(' one \n-two\n+TWO');
    expect((await parse(head + small))?.files[0]?.hunks[0]?.text).toBe(' one \n-two\n+TWO');
  });
});

describe('series', () => {
  const member = (id: string, part: number | undefined, rest: Partial<SeriesMember> = {}): SeriesMember => ({
    id,
    references: [],
    author: 'a@x',
    dateMs: 0,
    title: id,
    version: 1,
    part,
    total: part === undefined ? undefined : 2,
    isCover: part === 0,
    isRfc: false,
    isResend: false,
    ...rest,
  });
  const groups = (members: readonly SeriesMember[]) =>
    groupSeries(members)
      .map((group) => group.members.map(({ id }) => id).join(' '))
      .sort();

  test('v2 in reply to v1; a second posting with the same labels; one by somebody else', () => {
    const all = [
      member('c', 0),
      member('p1', 1, { references: ['c'] }),
      member('p2', 2, { references: ['c'] }),
      member('v2', 1, { version: 2, references: ['c', 'p1'], dateMs: 5 }),
      member('again0', 0, { references: ['c'], dateMs: 9 }),
      member('again1', 1, { references: ['c', 'again0'], dateMs: 9 }),
      member('other', 1, { author: 'b@x', references: ['c'], dateMs: 3 }),
      member('lone', undefined, { references: ['c'] }),
    ];
    const expected = ['again0 again1', 'c p1 p2', 'lone', 'other', 'v2'];
    expect(groups(all)).toEqual(expected);
    expect(groups([...all].reverse())).toEqual(expected);
  });

  test('patches without a version belong to the cover letter they answer, which has one', () => {
    const cover = member('c', 0, { version: 3 });
    const parts = [1, 2].map((part) => member(`p${part}`, part, { references: ['c'], dateMs: part }));
    expect(groups([cover, ...parts])).toEqual(['c p1 p2']);
    const late = member('late', 1, { references: ['c'], dateMs: 2 * 86_400_000 });
    expect(groups([cover, late])).toEqual(['c', 'late']);
    const another = member('p1', 1, { references: ['c'], version: 2 });
    expect(groups([cover, another])).toEqual(['c', 'p1']);
  });

  const folder = findShared('data/mail/series');
  test.skipIf(folder === undefined)('as Patchwork counts its own test series', async () => {
    const expected: Record<string, string> = JSON.parse(readFileSync(join(folder ?? '', 'expected.json'), 'utf8'));
    const found: Record<string, string> = {};
    for (const name of Object.keys(expected)) {
      const members: SeriesMember[] = [];
      for await (const item of readMailFile(join(folder ?? '', `${name}.mbox`))) {
        if (item.kind === 'issue') continue;
        const message = await parseMessage(item.bytes);
        const patch = readPatch(message);
        if (patch === undefined) continue;
        const { version, part, total, isRfc, isResend, title } = patch.subject;
        const references = message.references.map((reference) => reference.id);
        const [id, author, dateMs] = [message.messageId ?? '', message.author.address, message.date.ms ?? 0];
        const { isCover } = patch;
        members.push({ id, references, author, dateMs, title, version, part, total, isCover, isRfc, isResend });
      }
      const series = groupSeries(members).sort((a, b) => a.dateMs - b.dateMs || b.members.length - a.members.length);
      const covers = series.map((one) => one.members.filter((each) => each.isCover).length);
      const patches = series.map((one) => one.members.filter((each) => !each.isCover).length);
      found[name] = `${covers.some((n) => n > 0) ? `c${covers.join()} ` : ''}[${patches.join()}]`;
    }
    for (const name of Object.keys(expected))
      expected[name] = (expected[name] ?? '').replace(/^1 series | incomplete$/g, '');
    expect(found).toEqual(expected);
  });
});

const corpus = findShared('data/mail/kselftest-10k.mbox.gz');

describe.skipIf(corpus === undefined)('10,000 real mails', () => {
  test('3 diffs of 4,046 patches cannot be read, and each says why', async () => {
    const problems: string[] = [];
    let patches = 0;
    for await (const item of readMailFile(corpus ?? '')) {
      if (item.kind === 'issue') continue;
      const patch = readPatch(await parseMessage(item.bytes));
      if (patch === undefined) continue;
      patches++;
      if (patch.problem !== undefined) problems.push(patch.problem);
    }
    expect({ patches, problems: problems.length }).toEqual({ patches: 4046, problems: 3 });
  }, 120_000);
});
