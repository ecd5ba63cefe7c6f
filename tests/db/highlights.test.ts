import { expect, test } from 'vitest';
import { readHighlights } from '#lib/db/highlights';
import { tokenKinds } from '#lib/highlight/tokens';
import { numberLines } from '#lib/patch/diff/hunk';
import { withMoot } from './archive-moot.ts';

const hunk = (text: string) => ({ lines: numberLines({ oldStart: 1, newStart: 1, text }) });
const files = [
  { path: 'mm/a.c', hunks: [hunk(' int a;\n-return 1;\n+return "x";'), hunk(' * in a comment\n */\n+int c;')] },
  { path: 'README', hunks: [hunk('+int no_language;')] },
];

test(
  'colours are made on a thread, stored by what they colour, and found again',
  () =>
    withMoot(async (moot) => {
      const at = await readHighlights(files, 0, moot);
      expect(at.pending).toBe(2);
      expect(at.files[0]).toEqual({ old: undefined, now: undefined });
      const made = await readHighlights(files, 60_000, moot);
      expect(made.pending).toBe(0);
      const kinds = (side: 'old' | 'now') =>
        made.files[0]?.[side]?.map((lines) => lines.map(([token]) => tokenKinds[token?.kind ?? 0]));
      expect(kinds('now')).toEqual([
        ['type', 'keyword'],
        ['comment', 'comment', 'type'],
      ]);
      expect(kinds('old')).toEqual([
        ['type', 'keyword'],
        ['comment', 'comment'],
      ]);
      expect(made.files[1]).toEqual({ old: undefined, now: undefined });
      expect(await moot.prisma.highlight.count()).toBe(2);
      // Stored ones are read without waiting; another text is another key.
      expect(await readHighlights(files, 0, moot)).toEqual(made);
      const changed = [{ path: 'mm/a.c', hunks: [hunk('+int other;')] }];
      expect((await readHighlights(changed, 60_000, moot)).pending).toBe(0);
      expect(await moot.prisma.highlight.count()).toBe(3);
    }),
  60_000,
);

test(
  'two who ask at once have it made once',
  () =>
    withMoot(async (moot) => {
      const both = await Promise.all([readHighlights(files, 60_000, moot), readHighlights(files, 60_000, moot)]);
      expect(both[0]).toEqual(both[1]);
      expect(both[0]?.pending).toBe(0);
      expect(await moot.prisma.highlight.count()).toBe(2);
    }),
  60_000,
);

test(
  'bytes that cannot be read are made anew',
  () =>
    withMoot(async (moot) => {
      const made = await readHighlights(files, 60_000, moot);
      await moot.prisma.highlight.updateMany({ data: { bytes: new Uint8Array([9]) } });
      expect(await readHighlights(files, 60_000, moot)).toEqual(made);
    }),
  60_000,
);
