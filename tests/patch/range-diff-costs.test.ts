import { afterAll, describe, expect, test } from 'vitest';
import { GitFolder, hasGit } from './git.ts';
import { type Commit, compareBranches } from './histories.ts';

/** Patches that each bring a file, a number a line: found among random ones, because git pairs them at more than the least cost. */
const older = [
  [24, 36, 31, 19, 25, 0, 37, 36, 19, 35, 34, 12, 39, 39],
  [37, 15, 6, 18, 3, 17, 39, 37, 10, 35, 13, 23, 11, 8, 14, 11, 11, 0, 30, 1, 37],
  [19, 15, 11, 21, 0, 39, 32, 26, 36, 31, 22, 18, 23, 21, 21, 5, 12],
  [24, 36, 12, 31, 19, 25, 0, 37, 36, 19, 35, 34, 12, 39, 39],
];
const newer = [
  [19, 15, 11, 21, 0, 39, 32, 31, 26, 36, 37, 36, 22, 27, 23, 21, 17, 12],
  [37, 15, 21, 3, 36, 36, 18, 3, 17, 39, 37, 5, 10, 39, 8, 14, 11, 11, 21, 12, 24, 1, 37],
  [28, 30, 14, 37, 15, 36, 18, 3, 35, 3, 39, 37, 5, 10, 39, 8, 14, 11, 11, 24, 1, 37],
  [37, 15, 36, 6, 38, 3, 5, 15, 17, 4, 39, 37, 5, 39, 8, 14, 18, 24],
  [24, 36, 31, 19, 25, 0, 37, 36, 19, 35, 34, 12, 39, 39],
  [27, 24, 36, 31, 19, 25, 0, 37, 36, 19, 35, 7, 1, 12, 39, 39],
];

const toCommits = (files: readonly (readonly number[])[]) =>
  files.map((lines, i): Commit => {
    return {
      message: `bring ${i}`,
      edits: [{ path: `f${i}`, below: '', remove: 0, insert: lines.map((line) => `w${line}`) }],
    };
  });

describe.skipIf(!hasGit)('where git could pair at less cost', () => {
  const folder = hasGit ? new GitFolder() : undefined;
  afterAll(() => folder?.remove());

  test('its choice is ours', async () => {
    if (folder === undefined) return;
    const { ours, theirs } = await compareBranches(folder, { base: ['base'] }, toCommits(older), toCommits(newer));
    expect(ours).toBe(theirs);
    // The older version's first file is the newer one's fifth to the last line, and git pairs another with it.
    expect(theirs).toMatch(/^4: +\w+ ! 5: /m);
  });
});
