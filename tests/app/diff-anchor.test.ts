import { describe, expect, test } from 'vitest';
import { findLine, lineAnchor, parseLineAnchor, placeAnnotation } from '../../app/_components/diff-anchor.ts';
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
