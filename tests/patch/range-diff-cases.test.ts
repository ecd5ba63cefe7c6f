import { afterAll, describe, expect, test } from 'vitest';
import { rangeDiff } from '#lib/patch/range/range-diff';
import { GitFolder, hasGit } from './git.ts';
import { type Commit, compareBranches, type Edit, type Files } from './histories.ts';

const letters = Array.from({ length: 26 }, (_, i) => `\tline_${String.fromCharCode(97 + i)}();`);
const files: Files = { 'a.c': ['int f(void)', '{', ...letters, '}'], 'dir/b.c': ['int g(void)', '{', ...letters, '}'] };
const edit = (path: string, letter: string, ...insert: readonly string[]): Edit => ({
  path,
  below: `\tline_${letter}();`,
  remove: 0,
  insert,
});
const signed = 'Signed-off-by: Ann Example <ann@example.org>';
const lock: Commit = {
  message: `a: lock the tree\n\nIt raced.\n\n${signed}`,
  edits: [edit('a.c', 'c', '\tlock();', ...Array.from({ length: 12 }, (_, i) => `\tsync_${i}();`))],
};
const trace: Commit = {
  message: `a: trace\n\n${signed}`,
  edits: [edit('a.c', 'k', '\ttrace();', '\tmore();', '\tagain();')],
};
const count: Commit = { message: `b: count\n\n${signed}`, edits: [edit('dir/b.c', 'f', '\tcount++;', '\tcheck();')] };

describe.skipIf(!hasGit)('cases beside git range-diff', () => {
  const folder = hasGit ? new GitFolder() : undefined;
  afterAll(() => folder?.remove());

  /** Compares both printings and gives the marks with their numbers, `1=1`, `2<`, `>3`. */
  async function marks(older: readonly Commit[], newer: readonly Commit[], rebase?: Commit): Promise<string[]> {
    if (folder === undefined) throw new Error('git is missing');
    const { ours, theirs } = await compareBranches(folder, files, older, newer, rebase);
    expect(ours).toBe(theirs);
    return theirs
      .split('\n')
      .flatMap((line) => /^ *(\d+|-): +\S+ (.) +(\d+|-):/.exec(line)?.slice(1).join('').replaceAll('-', '') ?? []);
  }

  test('nothing changed', async () => expect(await marks([lock, trace], [lock, trace])).toEqual(['1=1', '2=2']));
  test('only new and only dropped ones, which git takes for no range', () => {
    const patch = { author: 'A <a@example.org>', title: 'a', body: [], files: [], unread: '' };
    expect(rangeDiff([], [])).toEqual([]);
    expect(rangeDiff([], [patch, patch]).map(({ a, mark, b }) => [a, mark, b])).toEqual([
      [null, '>', 0],
      [null, '>', 1],
    ]);
    expect(rangeDiff([patch], []).map(({ a, mark, b }) => [a, mark, b])).toEqual([[0, '<', null]]);
  });
  test('reordered', async () =>
    expect(await marks([lock, trace, count], [count, lock, trace])).toEqual(['3=1', '1=2', '2=3']));
  test('dropped and new', async () => {
    const fresh = { message: 'b: new', edits: [edit('dir/b.c', 'q', '\tfresh();', '\tx();')] };
    expect(await marks([lock, count, trace], [lock, fresh, trace])).toEqual(['1=1', '2<', '>2', '3=3']);
  });
  test('message only', async () => {
    expect(
      await marks([lock], [{ ...lock, message: lock.message.replace('It raced.', 'It raced with\tfork.') }]),
    ).toEqual(['1!1']);
  });
  test('renamed in its title, the same diff', async () => {
    expect(await marks([lock, count], [count, { ...lock, message: 'tree: lock' }])).toEqual(['2=1', '1!2']);
  });
  test('context only', async () => {
    const base: Commit = { message: 'Base work', edits: [{ ...edit('a.c', 'b', '\tnew_base();'), remove: 1 }] };
    expect(await marks([lock, count], [lock, count], base)).toEqual(['1!1', '2=2']);
  });
  test('moved by other work above it: line numbers are no difference', async () => {
    const base: Commit = {
      message: 'Base work',
      edits: [{ path: 'a.c', below: '{', remove: 0, insert: ['\tint i;', '\tint j;'] }],
    };
    expect(await marks([trace, count], [trace, count], base)).toEqual(['1=1', '2=2']);
  });
  test('split and joined', async () => {
    const big: Commit = { message: 'both', edits: [...trace.edits, ...count.edits] };
    await marks([big], [trace, count]);
    await marks([trace, count], [big]);
  });
  test('another author', async () => {
    expect(await marks([lock], [{ ...lock, author: 'Bo Überall <bo@example.org>' }])).toEqual(['1!1']);
  });
  test('files renamed, turned executable, new, deleted and binary', async () => {
    const bytes = (value: number) => Uint8Array.from({ length: 300 }, (_, i) => (i * value) % 256);
    const odd = (value: number, to: string): Commit => ({
      message: 'all sorts',
      edits: [],
      act: (own) => {
        own.git(['mv', 'dir/b.c', to]);
        own.git(['update-index', '--chmod=+x', 'a.c']);
        own.git(['config', 'core.fileMode', 'false']);
        own.write('picture.bin', bytes(value));
        own.write('bé ü.bin', bytes(value + 2));
        own.write('empty', '');
        own.write('no-end', `one\ntwo ${value}`);
        own.write('name with spaces.c', `int x = ${value};\n`);
      },
    });
    const gone: Commit = { message: 'gone', edits: [], act: (own) => own.git(['rm', '-qf', 'picture.bin', 'no-end']) };
    expect(await marks([odd(3, 'dir/c.c'), gone], [odd(3, 'dir/c.c'), gone])).toEqual(['1=1', '2=2']);
    await marks([odd(3, 'dir/c.c'), gone], [odd(7, 'dir/d.c'), gone]);
    await marks([odd(3, 'dir/c.c')], [lock, odd(7, 'dir/d.c')]);
  });
  test('commits without a diff', async () => {
    const empty = (message: string): Commit => ({ message, edits: [] });
    await marks([empty('one'), lock, empty('two')], [empty('two'), empty('three'), lock]);
  });
  test('the same diff again and again, more often than git keeps without turning its table', async () => {
    const on: Commit = { message: 'on', edits: [edit('a.c', 'c', '\tx();')] };
    const off: Commit = { message: 'off', edits: [{ ...edit('a.c', 'c'), remove: 1 }] };
    const turns = (length: number, by: number) =>
      Array.from({ length }, (_, i): Commit => ({ ...(i % 2 === 0 ? on : off), message: `turn ${i * by}` }));
    await marks(turns(6, 1), turns(4, 2));
    await marks(turns(56, 1), turns(56, 3));
    await marks(turns(56, 1), [count, ...turns(10, 3)]);
  });
  test('longer than git searches for the shortest way', async () => {
    const text = (seed: number) =>
      Array.from({ length: 1500 }, (_, i) => `\tword_${(i * i * seed + (i >> 3)) % 601}();`);
    const make = (seed: number): Commit => ({
      message: 'long',
      edits: [{ path: 'long.c', below: '', remove: 0, insert: text(seed) }],
    });
    await marks([make(7), lock], [lock, make(7 + 601)]);
    await marks([make(7)], [make(11)]);
  });
});
