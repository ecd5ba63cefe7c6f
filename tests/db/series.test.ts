import { expect, test } from 'vitest';
import { findLineage, readSeriesDiffs } from '#lib/db/series';
import { importTexts, mail, withMoot } from './archive-moot.ts';

const diff = (line: string) =>
  `why ${line}\n---\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+${line}\n`;
const at = (day: number) => new Date(Date.UTC(2021, 0, day)).toUTCString();

test('versions of a series with their parts, and the diffs of one', () =>
  withMoot(async (moot) => {
    await importTexts(moot, [
      mail('c1', 'about\n', { Subject: '[RFC PATCH 0/2] mm: fix it', Date: at(1) }),
      mail('a1', diff('one'), { Subject: '[RFC PATCH 1/2] a', 'In-Reply-To': '<c1@example.org>', Date: at(1) }),
      mail('c2', 'again\n', { Subject: '[PATCH v2 0/2] mm: fix it', 'In-Reply-To': '<c1@example.org>', Date: at(9) }),
      mail('a2', diff('one'), { Subject: '[PATCH v2 1/2] a', 'In-Reply-To': '<c2@example.org>', Date: at(9) }),
      mail('b2', diff('two'), { Subject: '[PATCH v2 2/2] b', 'In-Reply-To': '<c2@example.org>', Date: at(9) }),
    ]);
    const lineage = await findLineage('b2@example.org', moot);
    expect(lineage?.versions.map(({ label, headMessageId, missing }) => [label, headMessageId, missing])).toEqual([
      ['RFC v1', 'c1@example.org', [2]],
      ['v2', 'c2@example.org', []],
    ]);
    const diffs = await readSeriesDiffs(lineage?.versions[1]?.id ?? 0, moot);
    expect(
      diffs.map(({ part, title, description, files }) => [part, title, description, files[0]?.hunks[0]?.text]),
    ).toEqual([
      [1, 'a', 'why one\n---', '-x\n+one'],
      [2, 'b', 'why two\n---', '-x\n+two'],
    ]);
    expect(await findLineage('nobody@example.org', moot)).toBeUndefined();
  }));
