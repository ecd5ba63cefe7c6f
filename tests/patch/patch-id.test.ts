import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { patchId } from '#lib/patch/diff/patch-id';
import { GitFolder, hasGit } from './git.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest();

describe('what a text that is no diff gives', () => {
  test('nothing', () => {
    expect(patchId('', sha1)).toBeUndefined();
    expect(patchId('no diff\nat all\n', sha1)).toBeUndefined();
  });
});

describe.skipIf(!hasGit)('as git counts', () => {
  const folder = new GitFolder();
  afterAll(() => folder.remove());
  const lines = (count: number, word: string) => Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join('');
  folder.write('a.c', lines(40, 'one'));
  folder.write('dir/b.c', lines(40, 'two'));
  folder.write('run.sh', 'echo\n');
  folder.write('picture', new Uint8Array([0, 1, 2, 3]));
  folder.write('naïve file.txt', 'x');
  folder.commit('base');
  folder.write('a.c', lines(40, 'one').replace('one 3\n', 'three\n\n').replace('one 30\n', 'thirty\n'));
  folder.write('dir/b.c', lines(40, 'two').replace('two 9\n', ''));
  folder.write('c.c', 'no end');
  folder.commit('text');
  folder.git(['mv', 'dir/b.c', 'dir/moved.c']);
  folder.git(['update-index', '--chmod=+x', 'run.sh']);
  folder.git(['commit', '-q', '-m', 'move and mode']);
  folder.write('picture', new Uint8Array([0, 9, 2, 3]));
  folder.write('a.c', lines(40, 'one'));
  folder.git(['rm', '-q', 'c.c']);
  folder.write('naïve file.txt', 'x\ny');
  folder.commit('picture and text');
  folder.git(['mv', 'dir/moved.c', 'dir/b.c']);
  folder.write('z.c', '--- a\n+++ b\n');
  folder.commit('move and add');

  test.each(['HEAD', 'HEAD~1', 'HEAD~2', 'HEAD~3', 'HEAD~4'])('%s', (revision) => {
    for (const options of [[], ['--binary', '--full-index'], ['-U0'], ['--no-renames']]) {
      const diff = folder.git(['show', '--root', '--format=', '-M', ...options, revision]);
      const told = folder.git(['patch-id', '--stable'], `commit ${'1'.repeat(40)}\n\n${diff}`).split(' ')[0];
      expect(patchId(diff, sha1)).toBe(told);
    }
  });

  test('the order of files, line numbers and white space do not matter; a word does', () => {
    const diff = folder.git(['show', '--format=', 'HEAD~3']);
    const id = patchId(diff, sha1);
    const files = diff.split(/^(?=diff )/m);
    expect(files.length).toBe(3);
    expect(patchId(files.reverse().join(''), sha1)).toBe(id);
    expect(patchId(diff.replace(/^@@ -(\d+)/gm, '@@ -1$1').replaceAll(' one 4', ' one  4\r'), sha1)).toBe(id);
    expect(patchId(diff.replace(/^ $/gm, ''), sha1)).toBe(id);
    expect(patchId(diff.replace('+three', '+four'), sha1)).not.toBe(id);
  });
});
