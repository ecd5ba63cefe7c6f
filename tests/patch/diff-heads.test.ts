import { describe, expect, test } from 'vitest';
import { type DiffFile, readDiff, splitDiff } from '#lib/patch/diff/diff';
import { readHeadNames, takeQuoted } from '#lib/patch/diff/git-path';

function readOne(...lines: string[]): DiffFile {
  const read = readDiff(`${lines.join('\n')}\n`);
  if ('problem' in read) throw new Error(read.problem);
  expect(read.files).toHaveLength(1);
  return read.files[0]!;
}

describe('names of files', () => {
  test.each([
    ['a/mm/a.c b/mm/a.c', 'mm/a.c', 'mm/a.c'],
    ['a/x b/y b/x b/y', 'x b/y', 'x b/y'],
    ['a/a file b/a file', 'a file', 'a file'],
    ['"a/f\\303\\251.c" "b/f\\303\\251.c"', 'fé.c', 'fé.c'],
    ['"a/tab\\there" b/plain', 'tab\there', 'plain'],
    ['a/plain "b/quo\\"te"', 'plain', 'quo"te'],
    ['i/mm/a.c w/mm/a.c', 'mm/a.c', 'mm/a.c'],
    ['mm/a.c mm/a.c', 'mm/a.c', 'mm/a.c'],
    ['b/a.c b/a.c', 'b/a.c', 'b/a.c'],
  ])('diff --git %s', (text, oldName, newName) => {
    expect(readHeadNames(text)).toMatchObject({ oldName, newName });
  });

  test('bytes that are no UTF-8 stay as they were written', () => {
    expect(takeQuoted('"f\\351.c" rest')).toEqual({ name: 'f\\351.c', rest: ' rest' });
    expect(takeQuoted('"open')).toBeUndefined();
  });

  test('without a prefix, a directory called b is none', () => {
    expect(readOne('diff --git b/a.c b/a.c', '--- b/a.c', '+++ b/a.c', '@@ -1 +1 @@', '-x', '+y').newPath).toBe(
      'b/a.c',
    );
  });

  test.each([
    ['--- linux.orig/mm/a.c\t2005-01-01 10:00:00 +0100', '+++ linux/mm/a.c\t2005-01-02 10:00:00 +0100', 'mm/a.c'],
    ['--- a/mm/a.c~fix', '+++ a/mm/a.c', 'mm/a.c'],
    ['--- mm/a.c.orig', '+++ mm/a.c', 'mm/a.c'],
  ])('other programs name one file twice: %s', (old, fresh, path) => {
    expect(readOne(old, fresh, '@@ -1 +1 @@', '-x', '+y')).toMatchObject({
      oldPath: path,
      newPath: path,
      status: 'changed',
    });
  });

  test('a time at the epoch says that there was no file', () => {
    const file = readOne('--- a/x\t1970-01-01 01:00:00 +0100', '+++ b/x\t2005-01-01 10:00:00', '@@ -0,0 +1 @@', '+y');
    expect(file).toMatchObject({ oldPath: '/dev/null', newPath: 'x', status: 'added' });
  });
});

describe('what the head says', () => {
  test('modes and blobs', () => {
    expect(readOne('diff --git a/x b/x', 'old mode 100644', 'new mode 100755')).toMatchObject({
      status: 'mode',
      oldMode: '100644',
      newMode: '100755',
    });
    const file = readOne(
      'diff --git a/x b/x',
      'index 12ab..34cd 100644',
      '--- a/x',
      '+++ b/x',
      '@@ -1 +1 @@',
      '-x',
      '+y',
    );
    expect(file).toMatchObject({ oldBlob: '12ab', newBlob: '34cd', oldMode: '100644', newMode: '100644' });
  });

  test('renames, copies and rewrites with their likeness', () => {
    const moved = ['diff --git a/x y b/z', 'similarity index 87%', 'rename from x y', 'rename to z'];
    expect(readOne(...moved)).toMatchObject({ oldPath: 'x y', newPath: 'z', status: 'renamed', similarity: 87 });
    const copied = ['diff --git a/x b/z', 'similarity index 100%', 'copy from x', 'copy to z'];
    expect(readOne(...copied)).toMatchObject({ oldPath: 'x', newPath: 'z', status: 'copied', similarity: 100 });
    expect(readOne('diff --git a/x b/x', 'dissimilarity index 60%', '@@ -1 +1 @@', '-a', '+b').similarity).toBe(40);
  });

  test('binary files: said to differ, or with their bytes', () => {
    const silent = ['diff --git a/x.png b/x.png', 'index 1..2 100644', 'Binary files a/x.png and b/x.png differ'];
    expect(readOne(...silent)).toMatchObject({ status: 'binary', binary: [] });
    const packed = ['GIT binary patch', 'delta 12', 'Tc${NkU|;|M00aO5', '', 'literal 5', 'Mc$`yKF;Z_d00001', ''];
    const text = [
      'diff --git a/x b/x',
      'index 1..2 100644',
      ...packed,
      'diff --git a/y b/y',
      'old mode 1',
      'new mode 2',
    ];
    const { diff } = splitDiff(`about\n---\n${text.join('\n')}\n-- \n2.40\n`);
    const read = readDiff(diff);
    expect('files' in read && read.files).toMatchObject([
      {
        newPath: 'x',
        status: 'binary',
        binary: [
          { kind: 'delta', bytes: 12 },
          { kind: 'literal', bytes: 5 },
        ],
      },
      { newPath: 'y', status: 'mode' },
    ]);
    expect(diff).toContain('Mc$`yKF;Z_d00001');
  });

  test('heads that end in CR, and lines that do', () => {
    const file = readOne('diff --git a/x b/x\r', '--- a/x\r', '+++ b/x\r', '@@ -1 +1 @@ f()\r', '-x\r', '+y\r');
    expect(file.newPath).toBe('x');
    expect(file.hunks[0]).toMatchObject({ heading: 'f()', text: '-x\r\n+y\r' });
  });

  test('a last line without its end, in any language', () => {
    const file = readOne('--- a/x', '+++ b/x', '@@ -1 +1 @@', '-x', '\\ Kein Zeilenumbruch am Dateiende', '+y');
    expect(file).toMatchObject({ added: 1, removed: 1 });
    expect(file.hunks[0]?.text.split('\n')).toHaveLength(3);
  });

  test('the diff of a merge is not guessed at', () => {
    expect(readDiff('diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1 -1 +1 @@@\n++y\n')).toHaveProperty('problem');
  });
});
