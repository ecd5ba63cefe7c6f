import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { choosePaint } from '#lib/cli/paint';

const root = join(import.meta.dirname, '..', '..');
const both = join(root, 'tests', 'browser', 'fixtures', 'versions.mbox');
const home = mkdtempSync(join(tmpdir(), 'moot-range-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const text = readFileSync(both, 'utf8');
const cut = text.indexOf('\nFrom dora@example.org Wed') + 1;
const [older, newer] = [join(home, 'v1.mbox'), join(home, 'v2.mbox')];
writeFileSync(older, text.slice(0, cut));
writeFileSync(newer, text.slice(cut));

function moot(args: readonly string[], input?: string) {
  const run = spawnSync(process.execPath, ['lib/cli/moot.js', ...args], {
    cwd: root,
    env: { ...process.env, MOOT_DATA: join(home, 'data') },
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { out: run.stdout, err: run.stderr, code: run.status };
}

const marks = (out: string) =>
  out.split('\n').flatMap((line) => /^(\d+|-): +\S+ (.) (\d+|-): /.exec(line)?.slice(1).join('') ?? []);

describe('moot rangediff', () => {
  test('two files, or one of them from standard input', () => {
    const files = moot(['rangediff', older, newer]);
    expect([files.code, files.err, marks(files.out)]).toEqual([1, '', ['2=1', '1!2', '3<-', '->3']]);
    expect(files.out).toContain('\n    -+\tif (shelf->isLocked)\n    ++\tif (is_locked(shelf))\n');
    expect(moot(['rangediff', '-', newer], text.slice(0, cut)).out).toBe(files.out);
    expect(moot(['rangediff', older, older]).code).toBe(0);
  });

  test('Message-IDs of any mail of either version, and one alone beside the version before it', () => {
    expect(moot(['import', both]).code).toBe(0);
    const files = moot(['rangediff', older, newer]).out;
    expect(moot(['rangediff', '20250203.3-patch@example.org', '<20250205.0-cover@example.org>']).out).toBe(files);
    expect(moot(['rangediff', '20250205.1-patch@example.org']).out).toBe(files);
    expect(moot(['rangediff', older, '20250205.1-patch@example.org']).out).toBe(files);
  });

  test('JSON, interdiff and the creation factor', () => {
    const { out, code } = moot(['rangediff', older, newer, '--json', '--interdiff']);
    expect(code).toBe(1);
    const said = JSON.parse(out);
    expect(said.pairs.map(({ a, mark, b }: { a: number; mark: string; b: number }) => [a, mark, b])).toEqual([
      [1, '=', 0],
      [0, '!', 1],
      [2, '<', null],
      [null, '>', 2],
    ]);
    expect(said.older.patches[0]).toMatchObject({ messageId: '20250203.1-patch@example.org' });
    expect(said.interdiff.map(({ path }: { path: string }) => path)).toEqual(['shelf/README.md', 'shelf/put.c']);
    expect(moot(['rangediff', older, newer, '--interdiff']).out).toContain('\n- \tif (shelf->isLocked)\n');
    expect(marks(moot(['rangediff', older, newer, '--creation-factor', '0']).out)).toContain('1<-');
  });

  test('wrong usage is told in a sentence', () => {
    expect(moot(['rangediff', older])).toMatchObject({ code: 2, err: 'Name two files: one holds one version.\n' });
    expect(moot(['rangediff', '-', '-']).code).toBe(2);
    expect(moot(['rangediff', both, newer]).err).toContain('holds patches of versions 1, 2');
    expect(moot(['rangediff', older, 'nobody@example.org']).err).toContain('is no file, and no patch held');
    expect(moot(['rangediff', older, newer, '--creation-factor', 'x']).code).toBe(2);
  });

  test('colour on a terminal only, and not where NO_COLOR is set', () => {
    expect(choosePaint({ isTTY: true }, {})('x', 31)).toBe('\x1b[31mx\x1b[0m');
    expect(choosePaint({ isTTY: true }, { NO_COLOR: '1' })('x', 31)).toBe('x');
    expect(choosePaint({ isTTY: false }, {})('x', 31)).toBe('x');
  });
});
