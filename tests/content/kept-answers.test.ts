import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { checkAll } from '#lib/cli/check-all';
import { Progress } from '#lib/cli/progress';
import { KeptAnswers } from '#lib/content/kept-answers';
import { readContent } from '#lib/content/read-files';
import { importTexts, mail } from '../db/archive-moot';
import { copyContent, edit, makeFolder, makeMoot } from './temp';

/** A checkout of one module. */
function makeRoot(module: string): string {
  const root = makeFolder();
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, 'lib', 'engine.ts'), module);
  writeFileSync(join(root, 'package-lock.json'), '{}');
  return root;
}

describe('kept answers', () => {
  const ask = async (path: string, root: string, question: readonly string[], answer: number) => {
    const kept = await KeptAnswers.open(path, root);
    const said = await kept.get(question, z.number(), () => answer);
    await kept.save();
    return said;
  };

  it('are given again to the same question of the same program, and to no other', async () => {
    const path = join(makeFolder(), 'kept.json');
    const root = makeRoot('1');
    expect(await ask(path, root, ['a', 'b'], 1)).toBe(1);
    expect(await ask(path, root, ['a', 'b'], 2)).toBe(1);
    expect(await ask(path, makeRoot('1'), ['a', 'b'], 2)).toBe(1);
    expect(await ask(path, root, ['ab'], 3)).toBe(3);
    expect(await ask(path, makeRoot('2'), ['ab'], 4)).toBe(4);
  });

  it('are found anew where the file is broken, or an answer has another form', async () => {
    const path = join(makeFolder(), 'kept.json');
    const root = makeRoot('1');
    await ask(path, root, ['a'], 1);
    const text = readFileSync(path, 'utf8');
    for (const broken of ['', text.slice(0, -2), '[]', text.replace('1}', '"1"}')]) {
      writeFileSync(path, broken);
      expect(await ask(path, root, ['a'], 5)).toBe(5);
    }
  });

  it('keep what was asked last, and nothing of a file that is gone', async () => {
    const path = join(makeFolder(), 'kept.json');
    const root = makeRoot('1');
    await ask(path, root, ['a'], 1);
    await ask(path, root, ['b'], 1);
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toHaveLength(1);
  });
});

describe('a check', () => {
  afterEach(() => vi.unstubAllEnvs());

  async function check(folder: string) {
    const { files } = await readContent(folder);
    return checkAll(folder, files, new Progress(undefined));
  }

  it('explores a text once, and another text anew', async () => {
    vi.stubEnv('MOOT_DATA', makeFolder());
    const folder = copyContent();
    edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', 'mm two-writers\n\nP: map v = 0\nP: write v = 1\n');
    const first = await check(folder);
    expect(first.explored).toBe(first.runs);
    expect(first.runs).toBeGreaterThan(0);
    expect(await check(folder)).toEqual({ ...first, explored: 0 });
    edit(folder, 'people/bo-li.md', 'Bo Li', 'Bo Lee');
    expect((await check(folder)).explored).toBe(0);
    edit(folder, 'scenarios/two-writers.md', 'P: write v = 1', 'P: write v = 2');
    expect((await check(folder)).explored).toBe(first.runs);
  });

  it('works where nothing can be kept', async () => {
    vi.stubEnv('MOOT_DATA', join(copyContent(), 'debate.md'));
    const folder = copyContent();
    const first = await check(folder);
    expect((await check(folder)).explored).toBe(first.explored);
  });

  it('finds the sentence of an imported mail', async () => {
    const data = makeFolder();
    vi.stubEnv('MOOT_DATA', data);
    const folder = copyContent();
    const moot = await makeMoot(data);
    const sentence = 'the quick brown fox jumps over the lazy dog and then sleeps';
    await importTexts(moot, [mail('1@example.org', `${sentence}.`)]);
    expect((await check(folder)).issues.map(({ code }) => code)).not.toContain('words-of-a-mail');
    writeFileSync(join(folder, 'glossary', 'fox.md'), `---\nid: fox\ntitle: fox\n---\n\nHere ${sentence}.\n`);
    const { issues, mails } = await check(folder);
    expect(mails).toBe(1);
    expect(issues.filter(({ code }) => code === 'words-of-a-mail')).toMatchObject([
      { file: 'glossary/fox.md', line: 6 },
    ]);
  });
});
