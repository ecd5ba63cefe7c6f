import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContent } from '#lib/content/load';
import { copyContent, dump, makeFolder, makeMoot } from './temp';

const root = join(import.meta.dirname, '..', '..');

function start(content: string, data: string, tell = false): ChildProcess & { readonly done: Promise<string> } {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'load-process.ts'), content], {
    cwd: root,
    env: { ...process.env, MOOT_DATA: data, MOOT_ROOT: root, ...(tell ? { MOOT_TEST_TELL: '1' } : {}) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const done = new Promise<string>((resolve) => child.once('close', (code) => resolve(`${code} ${out.trim()}`)));
  return Object.assign(child, { done });
}

describe('loading from several processes', () => {
  it('loads once, and none of them fails', async () => {
    const data = makeFolder();
    const content = copyContent();
    const ends = await Promise.all([1, 2, 3].map(() => start(content, data).done));
    expect(ends.toSorted()).toEqual(['0 loaded 12', '0 unchanged 0', '0 unchanged 0']);
    const moot = await makeMoot(data);
    const together = await dump(moot);
    const alone = await makeMoot();
    await loadContent(alone, content);
    expect(together).toEqual(await dump(alone));
  });

  it('shows nothing of a load that was killed, and the next one ends as if it had not been', async () => {
    const data = makeFolder();
    const content = copyContent();
    const moot = await makeMoot(data);
    let killed = 0;
    for (const delay of [0, 5, 10, 20, 40]) {
      const child = start(content, data, true);
      // The process says so right before it loads.
      await new Promise((resolve) => child.stdout?.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      if ((await child.done).startsWith('null')) killed += 1;
      expect([0, 12]).toContain(await moot.prisma.record.count());
      if ((await moot.prisma.record.count()) > 0) break;
    }
    expect(killed).toBeGreaterThan(0);
    await loadContent(moot, content);
    const alone = await makeMoot();
    await loadContent(alone, content);
    const withoutIds = async (one: typeof moot) => {
      const { records, names, stances } = await dump(one);
      return [records.map(({ id: _, ...row }) => row), names.map(({ text }) => text), stances.length];
    };
    expect(await withoutIds(moot)).toEqual(await withoutIds(alone));
  });
});
