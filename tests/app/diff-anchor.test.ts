import { describe, expect, test } from 'vitest';
import { lineAnchor, parseLineAnchor } from '../../app/_components/diff-anchor.ts';

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
