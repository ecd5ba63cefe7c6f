import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileView } from '#lib/db/archive-types';
import { readDiff } from '#lib/patch/diff/diff';
import { numberLines, printHunkHeader } from '#lib/patch/diff/hunk';
import { readDiffContext } from '../../app/p/read-diff-context.ts';
import { withMoot } from '../db/archive-moot.ts';
import { GitFolder, hasGit } from '../patch/git.ts';

describe.skipIf(!hasGit)('context from a repository', () => {
  let repository: GitFolder;
  let files: FileView[] = [];
  const source = Array.from({ length: 60 }, (_, i) => `\tline(${i + 1});`);
  source[9] = 'int first(void)';
  source[10] = '{';
  source[39] = '}';

  beforeAll(() => {
    repository = new GitFolder();
    repository.write('mm/a b.c', `${source.join('\n')}\n`);
    repository.commit('first');
    repository.write('mm/a b.c', `${source.map((line) => line.replace('line(25)', 'changed(25)')).join('\n')}\n`);
    const read = readDiff(repository.git(['diff']));
    if ('problem' in read) throw new Error(read.problem);
    files = read.files.map((file, index) => ({
      ...file,
      index,
      hunks: file.hunks.map((hunk) => ({ ...hunk, header: printHunkHeader(hunk), lines: numberLines(hunk) })),
    }));
  });
  afterAll(() => repository.remove());

  const ranges = (context: Awaited<ReturnType<typeof readDiffContext>>) =>
    context.files[0]?.hunks.map(({ oldStart, oldLines }) => [oldStart, oldStart + oldLines - 1]);

  test('lines, a function, the whole file; nothing where nobody pointed at a repository', () =>
    withMoot(async (moot) => {
      const before = await readDiffContext(files, ['mm/a b.c:1-5'], moot);
      expect(before.expandable.size).toBe(0);
      expect(before.files).toEqual(files);
      expect(before.problems).toHaveLength(1);
      await moot.prisma.repository.create({ data: { path: repository.path } });
      const read = async (...wishes: string[]) => readDiffContext(files, wishes, moot);
      expect((await read()).expandable).toEqual(new Set(['mm/a b.c']));
      expect(ranges(await read('mm/a b.c:12-21'))).toEqual([[12, 28]]);
      expect(ranges(await read('mm/a b.c:1-3', 'mm/a b.c:50-99'))).toEqual([
        [1, 3],
        [22, 28],
        [50, 60],
      ]);
      expect(ranges(await read('mm/a b.c:f22'))).toEqual([[10, 40]]);
      expect(ranges(await read('mm/a b.c:all'))).toEqual([[1, 60]]);
      expect((await read('mm/a b.c:5')).problems).toHaveLength(1);
      expect((await read('mm/other.c:1-5')).problems).toHaveLength(1);
    }));

  test('a blob that says something else adds nothing, and it is said', () =>
    withMoot(async (moot) => {
      await moot.prisma.repository.create({ data: { path: repository.path } });
      const other = files.map((file) => ({
        ...file,
        hunks: file.hunks.map((hunk) => ({
          ...hunk,
          lines: hunk.lines.map((line) => ({ ...line, text: `${line.text}!` })),
        })),
      }));
      const found = await readDiffContext(other, ['mm/a b.c:all'], moot);
      expect(found.files).toEqual(other);
      expect(found.problems[0]).toContain('does not say');
    }));
});
