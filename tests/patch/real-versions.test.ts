import { afterAll, describe, expect, test } from 'vitest';
import { findShared } from '../needs.ts';
import { GitFolder, hasGit } from './git.ts';
import { mailVersion, printRange } from './histories.ts';
import { applyVersion, pairVersions, readVersions } from './real-versions.ts';

/** Pairs of versions compared; all of the collection with `MOOT_TEST_VERSIONS=1000`, which takes minutes. */
const most = Number(process.env.MOOT_TEST_VERSIONS ?? 5);
const collection = findShared('data/mail/kselftest-10k.mbox.gz');

/** The lines that say which patch is which. */
const pairLines = (text: string) => text.split('\n').filter((line) => /^ *[\d-]+: /.test(line));

describe.skipIf(!hasGit || collection === undefined)('real versions beside git range-diff', () => {
  const folder = hasGit ? new GitFolder() : undefined;
  afterAll(() => folder?.remove());

  test('pairs, marks and what is printed', { timeout: 3_600_000 }, async () => {
    if (folder === undefined || collection === undefined) return;
    const pairs = pairVersions(await readVersions(collection));
    const count = { found: pairs.length, unapplied: 0, compared: 0, paired: 0, printed: 0, remade: 0 };
    for (const [i, pair] of pairs.entries()) {
      if (count.compared >= most) break;
      let ranges: readonly [string, string];
      try {
        ranges = [applyVersion(folder, `older-${i}`, pair[0]), applyVersion(folder, `newer-${i}`, pair[1])];
      } catch {
        count.unapplied++;
        folder.git(['reset', '-q', '--hard']);
        continue;
      }
      const theirs = folder.git(['range-diff', '--no-color', ...ranges]);
      const [older, newer] = [await mailVersion(folder, ranges[0]), await mailVersion(folder, ranges[1])];
      const [olds, news] = pair.map((side) => side.map(({ patch }) => patch));
      const ours = printRange({ ...older, patches: olds ?? [] }, { ...newer, patches: news ?? [] });
      count.compared++;
      if (pairLines(ours).join() === pairLines(theirs).join()) count.paired++;
      if (ours === theirs) count.printed++;
      // Mailed anew by this git, what was sent with another one's options must come out the same to the last line.
      if (printRange(older, newer) === theirs) count.remade++;
      else if (process.env.MOOT_TEST_SHOW !== undefined)
        console.log(`${theirs}\n======\n${printRange(older, newer)}\n#######`);
    }
    console.log(JSON.stringify(count));
    expect(count.compared).toBeGreaterThan(0);
    expect(count.remade).toBe(count.compared);
    expect(count.paired / count.compared).toBeGreaterThanOrEqual(0.95);
  });
});
