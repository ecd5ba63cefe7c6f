import { describe, expect, test } from 'vitest';
import { findLine, lineAnchor, parseLineAnchor, placeAnnotation } from '../../app/_components/diff-anchor.ts';
import { chooseFiles } from '../../app/_components/diff-page.ts';
import { diffRows } from '../../app/_components/diff-rows.ts';
import { changedWords } from '../../app/_components/diff-words.ts';
import type { FileView } from '../../lib/db/archive-types.ts';
import type { DiffAnchor } from '../../lib/patch/anchor.ts';
import { numberLines } from '../../lib/patch/hunk.ts';

function file(text: string, path = 'mm/a.c', index = 0): FileView {
  const hunk = { oldStart: 10, oldLines: 3, newStart: 10, newLines: 3, text };
  return {
    index,
    oldPath: path,
    newPath: path,
    status: 'changed',
    added: 1,
    removed: 1,
    hunks: [{ ...hunk, header: '@@ -10,3 +10,3 @@', lines: numberLines(hunk) }],
  };
}

const patch = [file(' keep\n-old = dirty(pte);\n+now = dirty(pte);\n last')];

describe('names of lines', () => {
  test.each([
    [{ path: 'mm/a.c', side: 'new', line: 11 }, 'mm/a.c:11'],
    [{ path: 'a:b.c', side: 'old', line: 7 }, 'a:b.c:a7'],
  ] as const)('%o is %s and back', (name, anchor) => {
    expect(lineAnchor(name)).toBe(anchor);
    expect(parseLineAnchor(anchor)).toEqual(name);
  });

  test.each(['', 'mm/a.c', 'mm/a.c:', 'mm/a.c:0', 'mm/a.c:b7', ':7'])('%j names no line', (anchor) => {
    expect(parseLineAnchor(anchor)).toBeUndefined();
  });
});

function noteOn({ path, side, line, lineText, before, after }: DiffAnchor) {
  return { path, side, line, words: { lines: [lineText], before: [before], after: [after], heading: '' } };
}

describe('annotations', () => {
  test('keep the line and its neighbours, and stand on it', () => {
    const anchor = findLine(patch, { path: 'mm/a.c', side: 'new', line: 11 });
    expect(anchor).toMatchObject({ lineText: 'now = dirty(pte);', before: 'keep', after: 'last' });
    expect(anchor && placeAnnotation(patch, noteOn(anchor))).toMatchObject({ line: 11 });
  });

  test('the two sides are told apart', () => {
    expect(findLine(patch, { path: 'mm/a.c', side: 'old', line: 11 })?.lineText).toBe('old = dirty(pte);');
  });

  test('move with their line, and are orphaned without it', () => {
    const anchor = findLine(patch, { path: 'mm/a.c', side: 'new', line: 11 });
    if (anchor === undefined) throw new Error('no anchor');
    expect(placeAnnotation([file(' more\n keep\n+now = dirty(pte);\n last')], noteOn(anchor))).toMatchObject({
      line: 12,
    });
    expect(placeAnnotation([file(' keep\n+clean(pte);\n last')], noteOn(anchor))).toBeUndefined();
  });

  test('a line that the patch does not have cannot be annotated', () => {
    expect(findLine(patch, { path: 'mm/a.c', side: 'new', line: 99 })).toBeUndefined();
    expect(findLine(patch, { path: 'mm/b.c', side: 'new', line: 11 })).toBeUndefined();
  });
});

describe('changed words', () => {
  test('stand between what both lines share', () => {
    expect(changedWords('a = old(b);', 'a = new(b);')).toEqual({
      old: [
        { text: 'a = ', isChanged: false },
        { text: 'old', isChanged: true },
        { text: '(b);', isChanged: false },
      ],
      now: [
        { text: 'a = ', isChanged: false },
        { text: 'new', isChanged: true },
        { text: '(b);', isChanged: false },
      ],
    });
  });

  test('are not marked where the lines have little in common', () => {
    expect(changedWords('return 0;', 'goto out_unlock_and_free;')).toBeUndefined();
  });

  test('a removed line is compared with the added line at its place; each change begins once', () => {
    const rows = diffRows(patch[0] ?? { hunks: [] });
    expect(rows.flatMap((row) => (row.kind === 'line' && row.isFirst ? [row.line.sign] : []))).toEqual(['-']);
    const added = rows.find((row) => row.kind === 'line' && row.line.sign === '+');
    expect(added?.kind === 'line' ? added.words.filter((word) => word.isChanged) : []).toEqual([
      { text: 'now', isChanged: true },
    ]);
  });
});

test('a page shows the files that fit, the first and the chosen one always', () => {
  const long = ' x\n'.repeat(3000).trimEnd();
  const files = [file(long, 'a', 0), file(long, 'b', 1), file(' x', 'c', 2), file(long, 'd', 3)];
  const names = (chosen: number, isAlone = false) =>
    chooseFiles(files, chosen, isAlone).shown.map((one) => one.newPath);
  expect(names(-1)).toEqual(['a']);
  expect(names(3)).toEqual(['a', 'd']);
  expect(names(1, true)).toEqual(['b']);
});
