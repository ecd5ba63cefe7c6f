import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCommits } from '#lib/db/commits';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { readPatchFacts } from '#lib/db/patch-facts';
import { foldSubject, readSourceIds } from '#lib/patch/series/commit-match';
import { GitFolder, hasGit } from '../patch/git.ts';
import { importTexts, mail, pathsIn } from './archive-moot.ts';

test('what a commit says it was made of', () => {
  const body = [
    'See https://example.org/r/0@x too.',
    'Closes: https://example.org/r/9@x',
    'Link: https://example.org/r/1@x/ [1]',
    'Link: https://example.org/all/2%40x#u',
    'Message-ID: <3@x>',
    'link: <4@x>',
    'Link: https://example.org/%zz/',
  ];
  expect(readSourceIds(body.join('\n'))).toEqual(['1@x', '2@x', '3@x', '4@x']);
  expect(foldSubject('[media] [x] Foo:  Bar.')).toBe('foo: bar');
});

describe.skipIf(!hasGit)('which commits patches became', () => {
  const folder = new GitFolder();
  const data = mkdtempSync(join(tmpdir(), 'moot-commits-'));
  let moot: Moot;
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
  const text = () => `${lines.join('\n')}\n`;
  const run = (...args: string[]) => {
    const env = { ...process.env, MOOT_DATA: data };
    try {
      const out = execFileSync('node', ['lib/cli/moot.js', 'commits', ...args], {
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return { code: 0, out, said: '' };
    } catch (error) {
      const { status, stderr, stdout } = error as { status: number; stderr: string; stdout: string };
      return { code: status, out: stdout, said: stderr };
    }
  };
  /** The last commit as a patch in mail. */
  const mailed = (id: string, subject: string) =>
    mail(id, `Why.\n---\n${folder.git(['show', '--format=', '-M', 'HEAD'])}`, {
      Subject: `[PATCH] ${subject}`,
      Date: 'Sun, 13 Sep 2020 10:00:00 +0000',
    });

  beforeAll(async () => {
    moot = await openMoot(pathsIn(data));
    folder.write('größe.c', text());
    folder.commit('base');
    const mails: string[] = [];
    lines[3] = 'one';
    folder.write('größe.c', text());
    folder.commit('posted\n');
    mails.push(mailed('renamed', 'mm: as it was posted'));
    folder.git(
      ['commit', '-q', '--amend', '-m', 'mm: as the maintainer called it'],
      undefined,
      'Bo Park <bo@example.org>',
    );
    folder.git(['tag', '-a', '-m', 'x', 'v5.1']);
    lines[20] = 'two';
    folder.write('größe.c', text());
    folder.commit('posted');
    mails.push(mailed('linked', 'mm: another'));
    lines[20] = 'two, mended when it was applied';
    folder.write('größe.c', text());
    folder.git(['add', '-A']);
    folder.git([
      'commit',
      '-q',
      '--amend',
      '-m',
      'mm: it was rewritten\n\nLink: https://example.org/r/linked@example.org',
    ]);
    lines[30] = 'three';
    folder.write('größe.c', text());
    folder.commit('posted');
    mails.push(mailed('same', 'mm: The same subject'));
    lines[30] = 'three, otherwise';
    folder.write('größe.c', text());
    folder.git(['add', '-A']);
    folder.git(['commit', '-q', '--amend', '-m', 'mm: the same  subject']);
    mails.push(
      mail('never', `x\n---\n${folder.git(['show', '--format=', 'HEAD']).replaceAll('otherwise', 'never')}`, {
        Subject: '[PATCH] mm: never taken',
        Date: 'Sun, 13 Sep 2020 10:00:00 +0000',
      }),
    );
    await importTexts(moot, mails);
  });
  afterAll(async () => {
    await moot.prisma.$disconnect();
    rmSync(data, { recursive: true, force: true });
    folder.remove();
  });

  test('by what they change, by their link, by subject and author', async () => {
    const { code, out } = run(folder.path);
    expect([code, out]).toEqual([
      0,
      '4 commits read, from 2020-09-13 on; 3 were made of patches held: 1 known by what they change, 1 by their link, 1 by subject and author.\n',
    ]);
    const found = await readCommits(moot, 'all');
    const shown = [...found].map(([id, commits]) => [
      id,
      commits.map(({ by, subject, release }) => [by, subject, release]),
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      'renamed@example.org': [['patch-id', 'mm: as the maintainer called it', 'v5.1']],
      'linked@example.org': [['link', 'mm: it was rewritten', null]],
      'same@example.org': [['subject and author', 'mm: the same  subject', null]],
    });
    const facts = await readPatchFacts('renamed@example.org', moot);
    expect(facts?.state).toMatchObject({ state: 'merged', why: 'It is a commit, first in v5.1.' });
    expect(await readPatchFacts('never@example.org', moot)).toMatchObject({ commits: [], state: { state: 'new' } });
  });

  test('run again it reads what is new, and learns releases', async () => {
    folder.write('more.c', 'x\n');
    folder.commit('mm: never taken');
    folder.git(['tag', 'v5.2']);
    expect(run(folder.path).out).toContain('1 commits read since the last time; 1 were made');
    const found = await readCommits(moot, ['linked@example.org', 'never@example.org']);
    expect([...found.values()].flat().map(({ by, release }) => [by, release])).toEqual([
      ['link', 'v5.2'],
      ['subject and author', 'v5.2'],
    ]);
    expect(run(folder.path, '--again', '--branch', 'v5.1').out).toContain(
      '2 commits read, from 2020-09-13 on; 1 were made',
    );
  });

  test('what goes wrong is said in a sentence', () => {
    expect(run(join(folder.path, 'nowhere'))).toMatchObject({
      code: 2,
      said: `There is no folder ${folder.path}/nowhere.\n`,
    });
    expect(run(data)).toMatchObject({ code: 2, said: `${data} is no git repository.\n` });
    expect(run(folder.path, '--branch', 'no')).toMatchObject({
      code: 2,
      said: `${folder.path} has no branch, tag or commit "no".\n`,
    });
    expect(run(folder.path, '--branch', '--output=x').code).toBe(2);
    expect(run(folder.path, '--since', 'May').said).toContain('expected one like');
  });
});
