import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBlobs, findBlobText } from '#lib/db/blobs';
import { GitFolder, hasGit } from '../patch/git.ts';
import { withMoot } from './archive-moot.ts';

describe.skipIf(!hasGit)('blobs of a repository that somebody pointed at', () => {
  let repository: GitFolder;
  let [text, bytes, commit] = ['', '', ''];

  beforeAll(() => {
    repository = new GitFolder();
    repository.write('a.c', 'int a;\n\treturn "é";\n');
    repository.write('image', Uint8Array.of(0, 1, 2));
    commit = repository.commit('first');
    [text, bytes] = ['a.c', 'image'].map((path) => repository.git(['rev-parse', `HEAD:${path}`]).trim()) as [
      string,
      string,
    ];
  });
  afterAll(() => repository.remove());

  test('are found by short names; commits, zeros and options are none', () =>
    withMoot(async (moot) => {
      expect(await findBlobText(text, moot)).toBeUndefined();
      await moot.prisma.repository.create({ data: { path: '/nowhere/at/all' } });
      await moot.prisma.repository.create({ data: { path: repository.path } });
      const short = text.slice(0, 12);
      const asked = [short, commit, '0000000', '--batch', 'feedfacefeed'];
      expect(await findBlobs(asked, moot)).toEqual(new Set([short]));
      expect(await findBlobText(short, moot)).toBe('int a;\n\treturn "é";\n');
      for (const none of [bytes, commit, '--help', 'HEAD:a.c', ''])
        expect(await findBlobText(none, moot)).toBeUndefined();
    }));
});
