import { describe, expect, test } from 'vitest';
import {
  type FormTarget,
  parseTarget,
  printTarget,
  targetWords,
  wordsOfTarget,
} from '../../app/p/annotation-target.ts';
import { nextRange } from '../../app/p/choose-range.ts';
import { guessHeight, listCrowded } from '../../app/p/crowded-notes.ts';
import type { FileView } from '../../lib/db/archive-types.ts';
import type { AnnotationView } from '../../lib/db/record-types.ts';
import { numberLines } from '../../lib/patch/diff/hunk.ts';

const hunkOf = (text: string, start: number) => {
  const hunk = { oldStart: start, oldLines: 3, newStart: start, newLines: 3, text };
  return { ...hunk, header: `@@ -${start},3 +${start},3 @@ int fill(void)`, lines: numberLines(hunk) };
};
const file: FileView = {
  index: 0,
  oldPath: 'mm/a.c',
  newPath: 'mm/a.c',
  status: 'changed',
  added: 1,
  removed: 1,
  oldMode: '',
  newMode: '',
  oldBlob: '',
  newBlob: '',
  similarity: 0,
  hunks: [hunkOf(' one\n-two\n+TWO\n three\n four', 10), hunkOf(' far\n+away', 40)],
};

describe('what a form speaks of', () => {
  test.each<[string, Partial<FormTarget>]>([
    ['message', { on: 'message', path: '' }],
    ['series', { on: 'series', path: '' }],
    ['file:mm/a.c', { on: 'file', path: 'mm/a.c', line: 0 }],
    ['mm/a.c:11', { on: 'line', side: 'new', line: 11, end: 11 }],
    ['mm/a.c:a11-12', { on: 'range', side: 'old', line: 11, end: 12 }],
    ['a:b.c:7-9', { on: 'range', path: 'a:b.c', line: 7, end: 9 }],
  ])('%s is read and written', (text, target) => {
    const read = parseTarget(text);
    expect(read).toMatchObject(target);
    expect(read && printTarget(read)).toBe(text);
  });

  test('a range is read from either end, and one of a single line is a line', () => {
    expect(parseTarget('a.c:9-7')).toEqual(parseTarget('a.c:7-9'));
    expect(parseTarget('a.c:7-7')).toMatchObject({ on: 'line' });
  });

  test.each(['', 'mm/a.c', 'mm/a.c:', 'mm/a.c:0', 'mm/a.c:1-0', 'mm/a.c:b7', ':7', 'file:'])(
    '%j is nothing',
    (text) => {
      expect(parseTarget(text)).toBeUndefined();
    },
  );

  test('its words are its lines, those around them and the heading of their hunk', () => {
    const words = (text: string) => {
      const target = parseTarget(text);
      if (target === undefined) throw new Error(text);
      return wordsOfTarget([file], target);
    };
    expect(words('mm/a.c:11-12')).toEqual({
      lines: ['TWO', 'three'],
      before: ['one'],
      after: ['four'],
      heading: 'int fill(void)',
    });
    expect(words('mm/a.c:a11')).toMatchObject({ lines: ['two'] });
    expect(words('mm/a.c:12-40')).toMatch(/one hunk/);
    expect(words('mm/a.c:99')).toMatch(/shows no line 99/);
    expect(words('file:mm/b.c')).toMatch(/no file mm\/b\.c/);
    expect(words('message')).toMatchObject({ lines: [] });
  });

  test('says in words what it is', () => {
    const says = ['mm/a.c:a7-9', 'mm/a.c:7', 'file:mm/a.c', 'series'].map((text) => {
      const target = parseTarget(text);
      return target && targetWords(target);
    });
    expect(says).toEqual([
      'old lines 7 to 9 of mm/a.c',
      'line 7 of mm/a.c',
      'the file mm/a.c',
      'the series as a whole',
    ]);
  });
});

test('a range is chosen from either end, on one side of one file', () => {
  expect(nextRange('mm/a.c:12', 'mm/a.c:10')).toEqual({ from: 'mm/a.c:10', line: 10, end: 12 });
  expect(nextRange('mm/a.c:10-11', 'mm/a.c:14')).toMatchObject({ line: 10, end: 14 });
  expect(nextRange('mm/a.c:a12', 'mm/a.c:14')).toBeUndefined();
  expect(nextRange('mm/a.c:12', 'mm/b.c:14')).toBeUndefined();
  expect(nextRange('message', 'mm/b.c:14')).toBeUndefined();
});

describe('many notes at neighbouring lines', () => {
  const at = (line: number, height = 100) => ({ slug: `n${line}`, anchor: `mm/a.c:${line}`, height });

  test('are folded where one would stand far from its line, and only those of that run', () => {
    const long = { ...file, hunks: [hunkOf(Array.from({ length: 200 }, () => ' x').join('\n'), 1)] };
    const crowd = Array.from({ length: 12 }, (_, index) => at(index + 1));
    expect([...listCrowded(long, [...crowd, at(150)])].toSorted()).toEqual(crowd.map(({ slug }) => slug).toSorted());
    expect([...listCrowded(long, crowd.slice(0, 4))]).toEqual([]);
  });

  test('a longer text takes more room', () => {
    const note = (bodyMarkdown: string) => ({ bodyMarkdown, claims: [], scenarios: [] }) as unknown as AnnotationView;
    expect(guessHeight(note('a '.repeat(400)), [])).toBeGreaterThan(guessHeight(note('a'), [note('b')]));
  });
});
