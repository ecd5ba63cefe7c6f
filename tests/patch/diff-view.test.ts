import { describe, expect, test } from 'vitest';
import { numberLines } from '#lib/patch/diff/hunk';
import { changedWords } from '#lib/patch/view/changed-words';
import { commonLines } from '#lib/patch/view/common-lines';
import { agreesWith, expandHunks, functionAround } from '#lib/patch/view/expand-hunks';
import { groupHunk, type HunkGroup } from '#lib/patch/view/hunk-groups';
import { findMoves, type MoveFile, moveKey } from '#lib/patch/view/moved-lines';
import { pairLines } from '#lib/patch/view/pair-lines';
import { exactSpace, printSpace, readSpace } from '#lib/patch/view/space';

const hunkOf = (text: string, oldStart = 1, newStart = oldStart) => ({
  lines: numberLines({ oldStart, newStart, text }),
});
const groups = (text: string, space = exactSpace) => groupHunk(hunkOf(text).lines, space);
/** A group in short: `=2` for lines that stay, `-1+2` for a change. */
const short = (group: HunkGroup) =>
  group.kind === 'same' ? `=${group.lines.length}` : `-${group.removed.length}+${group.added.length}`;

describe('common lines', () => {
  test('as many as can be, in order', () => {
    expect(commonLines([...'abcabba'], [...'cbabac']).length).toBe(4);
    expect(commonLines(['x', 'a', 'y'], ['a'])).toEqual([[1, 0]]);
    expect(commonLines([], ['a'])).toEqual([]);
  });

  test('of lists too long for a table, by what stands once', () => {
    const a = Array.from({ length: 3000 }, (_, i) => `line ${i}`);
    const b = ['new', ...a.slice(1500), ...a.slice(0, 1500), 'end'];
    const pairs = commonLines(['other', ...a, 'last'], b);
    expect(pairs).toHaveLength(1500);
    expect(pairs.every(([i, j], at) => at === 0 || (i > pairs[at - 1]![0] && j > pairs[at - 1]![1]))).toBe(true);
  });
});

describe('changed words', () => {
  const marked = (text: string, stretches: readonly (readonly [number, number])[]) =>
    stretches.map(([from, end]) => text.slice(from, end));
  const both = (old: string, now: string) => {
    const found = changedWords(old, now);
    return found === undefined ? undefined : [marked(old, found.old), marked(now, found.now)];
  };

  test('are several, with what stays between them', () => {
    expect(both('if (a && old(b)) return x;', 'if (a || new(b)) return y;')).toEqual([
      ['&& old', 'x'],
      ['|| new', 'y'],
    ]);
  });

  test('of an indentation only what was added', () => {
    expect(both('\treturn page;', '\t\treturn page;')).toEqual([[], ['\t']]);
  });

  test('are not marked where the lines have little in common', () => {
    expect(both('return 0;', 'goto out_unlock_and_free;')).toBeUndefined();
  });
});

describe('pairs of a removed and an added line', () => {
  test('are made by likeness, not by place', () => {
    const removed = ['\tstruct page *page = NULL;', '\tpte_unmap(vmf->pte);'];
    const added = ['\tint ret;', '\tstruct page *page;', '', '\tpte_unmap_unlock(vmf->pte, ptl);'];
    expect(pairLines(removed, added)).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  test('lines that are wholly different have none', () => {
    expect(pairLines(['int a;'], ['goto out_unlock;'])).toEqual([]);
  });

  test('of a long change are looked for near their place', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `call_number_${i}(first_${i}, second_${i});`);
    const now = lines.map((line) => line.replace('second', 'third'));
    const pairs = pairLines(lines, now);
    expect(pairs.length).toBeGreaterThan(1990);
    expect(pairs.every(([i, j]) => i === j)).toBe(true);
  });
});

describe('groups of a hunk', () => {
  test('lines that stay, changes, remarks', () => {
    const found = groups(' a\n-b\n+B\n c\n+d\n\\ No newline at end of file');
    expect(found.map(short)).toEqual(['=1', '-1+1', '=1', '-0+1']);
    const last = found.at(-1);
    expect(last?.kind === 'change' && last.added[0]?.remark).toBe('\\ No newline at end of file');
    const same = groups(' a\n\\ No newline at end of file')[0];
    expect(same?.kind === 'same' && same.lines[0]?.remark).toBe('\\ No newline at end of file');
  });

  test('what is removed after something was added is another change', () => {
    expect(groups('-a\n+b\n-c\n+d').map(short)).toEqual(['-1+1', '-1+1']);
  });

  test('white space: its amount, all of it, blank lines', () => {
    const text = '-\tif (a)\n-\t\tb;\n+\tif (a) {\n+\t\tb ;\n+\n+\t}';
    expect(groups(text).map(short)).toEqual(['-2+4']);
    expect(groups(text, readSpace('all')).map(short)).toEqual(['-1+1', '=1', '-0+2']);
    expect(groups(text, readSpace('all,blank')).map(short)).toEqual(['-1+1', '=2', '-0+1']);
    const amount = groups('-a  b \n+a b', readSpace('amount'));
    expect(amount.map(short)).toEqual(['=1']);
    expect(amount[0]?.kind === 'same' && amount[0].lines[0]).toMatchObject({
      text: 'a b',
      oldLine: 1,
      newLine: 1,
      isSpace: true,
    });
    expect(groups('-ab\n+a b', readSpace('amount')).map(short)).toEqual(['-1+1']);
  });

  test('the words of an address and back', () => {
    for (const words of ['', 'all', 'amount,blank', 'all,blank,show']) expect(printSpace(readSpace(words))).toBe(words);
    expect(readSpace('everything')).toEqual(exactSpace);
  });
});

describe('moved lines', () => {
  const block = ['static int helper_of_pages(struct page *page)', '{', '\treturn page_count(page);', '}'];
  const signed = (sign: string, lines: readonly string[]) => lines.map((line) => `${sign}${line}`).join('\n');
  const file = (path: string, text: string, patch = 0): MoveFile => ({ patch, path, hunks: [hunkOf(text, 10)] });

  test('a block that goes to another file names where, and the other way', () => {
    const moves = findMoves([file('a.c', ` x\n${signed('-', block)}\n y`), file('b.c', signed('+', block))]);
    expect(moves.get(moveKey(0, 'a.c', 'old', 11))).toEqual({
      patch: 0,
      path: 'b.c',
      side: 'new',
      line: 10,
      isFirst: true,
      count: 4,
      isIndented: false,
    });
    expect(moves.get(moveKey(0, 'b.c', 'new', 13))).toMatchObject({
      path: 'a.c',
      side: 'old',
      line: 14,
      isFirst: false,
    });
    expect(moves.size).toBe(8);
  });

  test('over patches, and indented otherwise', () => {
    const deep = block.map((line) => `\t${line}`);
    const moves = findMoves([file('a.c', signed('-', block), 1), file('a.c', signed('+', deep), 2)]);
    expect(moves.get(moveKey(1, 'a.c', 'old', 10))).toMatchObject({ patch: 2, isIndented: true });
  });

  test.each([
    ['brackets and blanks', [file('a.c', '-}\n-}\n-}'), file('b.c', '+}\n+}\n+}')]],
    ['a short line alone', [file('a.c', '-\treturn 0;'), file('b.c', '+\treturn 0;')]],
    ['within one change', [file('a.c', `${signed('-', block)}\n${signed('+', ['if (x)', ...block])}`)]],
    ['put there by an earlier patch', [file('a.c', signed('+', block), 1), file('a.c', signed('-', block), 2)]],
    [
      'indented unevenly',
      [
        file('a.c', signed('-', block)),
        file(
          'b.c',
          signed(
            '+',
            block.map((line, i) => ' '.repeat(i) + line),
          ),
        ),
      ],
    ],
  ])('are none: %s', (_, files) => {
    expect([...findMoves(files).values()].filter(({ count }) => count > 1)).toEqual([]);
  });

  test('a long line that stands once is one', () => {
    const line = 'static const struct vm_operations_struct special_mapping_vmops = {';
    expect(findMoves([file('a.c', `-${line}`), file('b.c', `+${line}`)]).size).toBe(2);
    expect(findMoves([file('a.c', `-${line}\n x\n-${line}`), file('b.c', `+${line}`)]).size).toBe(0);
  });
});

describe('more context', () => {
  const old = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
  const at = (oldStart: number, newStart: number, text: string) => {
    const lines = numberLines({ oldStart, newStart, text });
    const count = (side: 'oldLine' | 'newLine') => lines.filter((line) => line[side] !== null).length;
    return { oldStart, newStart, oldLines: count('oldLine'), newLines: count('newLine'), heading: 'f()', lines };
  };
  const hunks = [at(5, 5, ' line 5\n-line 6\n+six\n+and\n line 7'), at(20, 21, ' line 20\n+x\n line 21')];

  test('is added where it is wanted, with the numbers of both sides', () => {
    const [first, second] = expandHunks(hunks, old, [
      { from: 3, to: 4 },
      { from: 22, to: 99 },
    ]);
    expect(first).toMatchObject({ oldStart: 3, newStart: 3, oldLines: 5, newLines: 6, heading: 'f()' });
    expect(second).toMatchObject({ oldStart: 20, newStart: 21, oldLines: 11, newLines: 12 });
    expect(second?.lines.at(-1)).toEqual({ sign: ' ', oldLine: 30, newLine: 32, text: 'line 30' });
  });

  test('joins hunks that touch; the whole file is one', () => {
    const whole = expandHunks(hunks, old, [{ from: 1, to: 30 }]);
    expect(whole).toHaveLength(1);
    expect(whole[0]).toMatchObject({ oldStart: 1, newStart: 1, oldLines: 30, newLines: 32 });
    expect(whole[0]?.lines.filter(({ newLine }) => newLine !== null).map(({ newLine }) => newLine)).toEqual(
      Array.from({ length: 32 }, (_, i) => i + 1),
    );
  });

  test('far from a hunk makes one of its own', () => {
    expect(
      expandHunks(hunks, old, [{ from: 12, to: 13 }]).map(({ oldStart, newStart }) => [oldStart, newStart]),
    ).toEqual([
      [5, 5],
      [12, 13],
      [20, 21],
    ]);
  });

  test('only from the file that the hunks speak of', () => {
    expect(agreesWith(hunks, old)).toBe(true);
    expect(agreesWith(hunks, ['other', ...old])).toBe(false);
  });

  test('a whole function', () => {
    const source = ['int x;', '', '/* why */', 'static int', 'f(void)', '{', '\treturn 1;', '}', '', 'int g(void)'];
    expect(functionAround(source, 7)).toEqual({ from: 3, to: 8 });
    expect(functionAround(['\tx'], 1)).toBeUndefined();
  });
});
