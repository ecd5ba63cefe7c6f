import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDiff } from '#lib/patch/diff/diff';
import { GitFolder, hasGit } from './git.ts';

const names = ['plain.c', 'a file.c', 'x b/y.c', 'tab\tname.c', 'fé.c', 'quo"te.c', 'back\\slash.c', 'b/b.c'];

describe.skipIf(!hasGit)('what git writes is read as git means it', () => {
  const repository = new GitFolder();
  const folder = repository.path;
  const git = (...words: string[]) => repository.git(words);
  const put = (name: string, content: string | Buffer) => repository.write(name, content);
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');

  beforeAll(() => {
    for (const name of names) put(name, `one ${name}\ntwo\n`);
    put('moved.c', `${lines}\n`);
    put('copied.c', `${lines}\ncopied\n`);
    put('gone.c', 'bye\n');
    put('script', '#!/bin/sh\n');
    put('image', Buffer.from([0, 1, 2, 3, 255]));
    put('crlf.c', 'a\r\nb\r\n');
    put('end.c', 'no end');
    repository.commit('first');
    for (const name of names) put(name, `one ${name}\nTWO\nthree\n`);
    renameSync(join(folder, 'moved.c'), join(folder, 'to here.c'));
    put('copy.c', `${lines}\ncopied too\n`);
    put('copied.c', `${lines}\ncopied, changed\n`);
    rmSync(join(folder, 'gone.c'));
    chmodSync(join(folder, 'script'), 0o755);
    put('image', Buffer.from([0, 9, 9, 9]));
    put('crlf.c', 'a\r\nB\r\n');
    put('end.c', 'no end either');
    put('empty', '');
    git('add', '-A');
  });
  afterAll(() => repository.remove());

  for (const options of [
    [],
    ['--no-prefix'],
    ['--src-prefix=i/', '--dst-prefix=w/'],
    ['--binary'],
    ['-U0'],
    ['--quotepath'],
  ]) {
    test(`git diff ${options.join(' ')}`, () => {
      const config = options[0] === '--quotepath' ? ['-c', 'core.quotepath=off'] : [];
      const rest = options.filter((word) => word !== '--quotepath');
      const how = ['diff', '--cached', '-M', '-C', '--full-index', ...rest];
      const read = readDiff(git(...config, ...how));
      if ('problem' in read) throw new Error(read.problem);
      // `--raw -z` says modes, blobs, status and both names of each file, with nothing quoted.
      const raw = git('diff', '--cached', '-M', '-C', '--no-abbrev', '--raw', '-z').split('\0');
      const expected: unknown[] = [];
      for (let at = 0; at + 1 < raw.length; ) {
        const [oldMode, newMode, oldBlob, newBlob, status = ''] = (raw[at] ?? '').slice(1).split(' ');
        const isPair = /^[RC]/.test(status);
        const [old, fresh] = [raw[at + 1], raw[at + (isPair ? 2 : 1)]];
        at += isPair ? 3 : 2;
        expected.push([
          status.startsWith('A') ? '/dev/null' : old,
          status.startsWith('D') ? '/dev/null' : fresh,
          oldMode === '000000' ? undefined : oldMode,
          newMode === '000000' ? undefined : newMode,
          oldBlob === newBlob ? undefined : oldBlob,
          oldBlob === newBlob ? undefined : newBlob,
          isPair ? Number(status.slice(1)) : undefined,
        ]);
      }
      expect(
        read.files.map((file) => [
          file.oldPath,
          file.newPath,
          // Git says no mode where a file is moved as it is.
          file.oldMode ?? (file.similarity === 100 ? '100644' : undefined),
          file.newMode ?? (file.similarity === 100 ? '100644' : undefined),
          file.oldBlob,
          file.newBlob,
          file.similarity,
        ]),
      ).toEqual(expected);
      const counts = git('diff', '--cached', '-M', '-C', '--numstat', '-z').split('\0');
      const numbers = counts
        .filter((field) => /^[\d-]+\t[\d-]+\t/.test(field))
        .map((field) => field.split('\t').slice(0, 2));
      expect(
        read.files.map((file) => (file.binary === undefined ? [`${file.added}`, `${file.removed}`] : ['-', '-'])),
      ).toEqual(numbers);
      expect(read.files.find((file) => file.newPath === 'image')?.binary?.map(({ kind }) => kind)).toEqual(
        options[0] === '--binary' ? ['literal', 'literal'] : [],
      );
      expect(read.files.find((file) => file.newPath === 'crlf.c')?.hunks[0]?.text).toContain('-b\r\n+B\r');
    });
  }
});
