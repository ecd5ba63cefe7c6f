import { expect, test } from 'vitest';
import { readDiff } from '#lib/patch/diff/diff';
import { type PairedPatch, pairPatches } from '#lib/patch/range/pair-patches';

function makePatch(title: string, path: string, start: number, lines: readonly string[]): PairedPatch {
  const added = lines.filter((line) => line.startsWith('+')).length;
  const removed = lines.filter((line) => line.startsWith('-')).length;
  const [old, fresh] = [lines.length - added, lines.length - removed];
  const head = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -${start},${old} +${start},${fresh} @@ f()`;
  const read = readDiff(`${head}\n${lines.join('\n')}\n`);
  if ('problem' in read) throw new Error(read.problem);
  return { title, files: read.files };
}

const lock = [' {', '-\tlock(&a);', '+\tlock(&b);', ' \twork();', '+\tunlock(&b);', ' }'];
const docs = [' One', '+Two', '+Three', '+Four', ' Five'];

test('reordered, renamed, moved and changed', () => {
  const older = [makePatch('mm: lock b', 'a.c', 10, lock), makePatch('docs', 'b.rst', 3, docs)];
  const newer = [
    makePatch('Documentation: say more', 'b.rst', 33, docs),
    makePatch('new', 'c.c', 1, [' x', '+y', ' z']),
    makePatch('mm: lock b', 'a.c', 12, lock.toSpliced(4, 0, '+\tsync();')),
  ];
  expect(pairPatches(older, newer)).toEqual([
    { a: 1, b: 0, isSame: true },
    { a: null, b: 1, isSame: false },
    { a: 0, b: 2, isSame: false },
  ]);
});

test('a dropped patch, and versions without any', () => {
  const older = [makePatch('one', 'a.c', 10, lock), makePatch('two', 'b.rst', 3, docs)];
  expect(pairPatches(older, older.slice(1))).toEqual([
    { a: 1, b: 0, isSame: true },
    { a: 0, b: null, isSame: false },
  ]);
  expect(pairPatches([], older)).toHaveLength(2);
  expect(pairPatches([], [])).toEqual([]);
});

test('patches without a diff are told apart by their titles', () => {
  const bare = (title: string) => ({ title, files: [] });
  expect(pairPatches([bare('one'), bare('two')], [bare('two'), bare('one')])).toEqual([
    { a: 1, b: 0, isSame: true },
    { a: 0, b: 1, isSame: true },
  ]);
});
