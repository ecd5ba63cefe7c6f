import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDiff } from '../../lib/patch/diff/diff.ts';
import { numberLines, printHunkHeader } from '../../lib/patch/diff/hunk.ts';
import { printSuggestions, refuseSuggestion, type SuggestionFile } from '../../lib/patch/review/suggestion-patch.ts';
import { needs } from '../needs.ts';

const hasGit = needs('git', spawnSync('git', ['--version']).status === 0);

function filesOf(diff: string): SuggestionFile[] {
  const read = readDiff(diff);
  if ('problem' in read) throw new Error(read.problem);
  return read.files.map(({ newPath, hunks }) => ({
    newPath,
    hunks: hunks.map((hunk) => ({ header: printHunkHeader(hunk), lines: numberLines(hunk) })),
  }));
}

const diff = `diff --git a/pages/fill.c b/pages/fill.c
--- a/pages/fill.c
+++ b/pages/fill.c
@@ -10,6 +10,7 @@ static int fill(void)
 ten
 eleven
-twelve
+twelve anew
+and a half
 thirteen
 fourteen
 fifteen
`;
const path = 'pages/fill.c';

describe('suggestions as a patch', () => {
  test('a line of the new side gets its lines around it and keeps the heading', () => {
    const { text } = printSuggestions(filesOf(diff), [{ path, line: 12, end: 12, lines: ['twelve'] }]);
    expect(text).toBe(`diff --git a/pages/fill.c b/pages/fill.c
--- a/pages/fill.c
+++ b/pages/fill.c
@@ -10,6 +10,6 @@ static int fill(void)
 ten
 eleven
-twelve anew
+twelve
 and a half
 thirteen
 fourteen
`);
  });

  test('two that are near stand in one hunk, and the numbers after the first count what it adds', () => {
    const { text, left } = printSuggestions(filesOf(diff), [
      { path, line: 15, end: 15, lines: [] },
      { path, line: 11, end: 12, lines: ['eleven', 'and more', 'twelve'] },
    ]);
    expect(left).toEqual([]);
    expect(text.split('\n').slice(3)).toEqual([
      '@@ -10,7 +10,7 @@ static int fill(void)',
      ' ten',
      ' eleven',
      '-twelve anew',
      '+and more',
      '+twelve',
      ' and a half',
      ' thirteen',
      '-fourteen',
      ' fifteen',
      '',
    ]);
  });

  test.each([
    ['the same lines', { line: 12, end: 13, lines: ['twelve anew', 'and a half'] }, /same as the lines/],
    ['a line that no hunk shows', { line: 40, end: 40, lines: ['x'] }, /new side/],
    ['lines that end outside the hunk', { line: 15, end: 30, lines: ['x'] }, /one hunk/],
  ])('%s is refused', (_, change, why) => {
    expect(refuseSuggestion(filesOf(diff), { path, ...change })).toMatch(why);
    expect(printSuggestions(filesOf(diff), [{ path, ...change }]).text).toBe('');
  });

  test('a file that the patch does not leave is refused', () => {
    const gone = diff.replace('+++ b/pages/fill.c', '+++ /dev/null');
    expect(refuseSuggestion(filesOf(gone), { path, line: 12, end: 12, lines: ['x'] })).toMatch(/no file/);
  });

  test('of two for the same lines the first is taken', () => {
    const first = { path, line: 12, end: 13, lines: ['twelve'] };
    const second = { path, line: 13, end: 13, lines: ['and two halves'] };
    const { taken, left } = printSuggestions(filesOf(diff), [first, second]);
    expect(taken).toEqual([first]);
    expect(left).toEqual([{ change: second, why: expect.stringContaining('Another suggestion') }]);
  });

  test('lines that end with a carriage return keep it', () => {
    const dos = diff.replace(/^([ +-](?!\+|-).*)$/gm, '$1\r');
    const { text } = printSuggestions(filesOf(dos), [{ path, line: 12, end: 12, lines: ['twelve'] }]);
    expect(text).toContain('+twelve\r\n');
  });
});

describe.skipIf(!hasGit)('git apply', () => {
  let folder = '';
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', '-c', 'core.quotePath=true', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'moot-suggestion-'));
    git('init', '-q', '.');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  /** The file after git applied the suggestions to it. */
  function apply(
    name: string,
    before: string,
    after: string,
    changes: { line: number; end: number; lines: string[] }[],
    around = 3,
  ) {
    write(name, before);
    git('add', '-A');
    write(name, after);
    const patch = git('diff', `-U${around}`, '--', name);
    const files = filesOf(patch).map((file) => ({ ...file, newPath: name }));
    const printed = printSuggestions(
      files,
      changes.map((change) => ({ path: name, ...change })),
    );
    if (printed.text !== '') {
      const bare = printed.isBare ? ['--unidiff-zero'] : [];
      execFileSync('git', ['apply', ...bare, '-'], {
        cwd: folder,
        input: printed.text,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    }
    const text = readFileSync(join(folder, name), 'utf8');
    rmSync(join(folder, name));
    return { text, printed };
  }

  test.each(['plain.c', 'with blank.c', 'deep/er/é.c', 'quo"te.c'])('puts the lines into %s', (name) => {
    const before = 'a\nb\nc\nd\ne\nf\ng\n';
    const after = 'a\nb\nc\nD\nD2\ne\nf\ng\n';
    const { text } = apply(name, before, after, [{ line: 4, end: 5, lines: ['one', 'two', 'three'] }]);
    expect(text).toBe('a\nb\nc\none\ntwo\nthree\ne\nf\ng\n');
  });

  test('keeps a file without the end of its last line as it was', () => {
    const { text } = apply('end.c', 'a\nb\nc', 'a\nb\nC', [{ line: 3, end: 3, lines: ['see', 'sea'] }]);
    expect(text).toBe('a\nb\nsee\nsea');
  });

  test('takes away every line of a new file', () => {
    const { text } = apply('whole.c', '', 'a\nb\n', [{ line: 1, end: 2, lines: [] }]);
    expect(text).toBe('');
  });

  test('needs --unidiff-zero where the patch has no lines around its changes, and says so', () => {
    const before = 'a\nb\nc\nd\ne\n';
    const { text, printed } = apply('zero.c', before, 'a\nb\nC\nd\ne\n', [{ line: 3, end: 3, lines: ['sea'] }], 0);
    expect(printed.isBare).toBe(true);
    expect(text).toBe('a\nb\nsea\nd\ne\n');
  });

  const word = fc.constantFrom('a', 'b', '}', '', '\tx();', ' ', 'end');
  test('gives what the suggestions say, whatever the file and the patch', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(29), fc.nat(3), fc.array(word, { maxLength: 3 })), { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(35), fc.nat(3), fc.array(word, { maxLength: 4 })), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0, 1, 3),
        fc.boolean(),
        (old, edits, wishes, around, isEnded) => {
          const fresh = [...old];
          for (const [at, count, lines] of edits) fresh.splice(Math.min(at, fresh.length), count, ...lines);
          const join1 = (lines: readonly string[]) =>
            lines.length === 0 ? '' : `${lines.join('\n')}${isEnded ? '\n' : ''}`;
          const [before, after] = [join1(old), join1(fresh)];
          if (before === after || after === '' || before === '') return;
          const changes = wishes.map(([line, more, lines]) => ({ line: line + 1, end: line + 1 + more, lines }));
          const { text, printed } = apply('any.c', before, after, changes, around);
          const expected = after.split('\n');
          for (const { line, end, lines } of printed.taken.toSorted((a, b) => b.line - a.line)) {
            expected.splice(line - 1, end - line + 1, ...lines);
          }
          expect(text.replace(/\n$/, '')).toBe(expected.join('\n').replace(/\n$/, ''));
        },
      ),
      { numRuns: 60 },
    );
  });
});
