import { describe, expect, test } from 'vitest';
import { type Anchor, carryAnnotation, type PatchDiffs, type Placement } from '#lib/patch/carry/carry';
import { openChain } from '#lib/patch/carry/carry-chain';
import { findWords, type Side } from '#lib/patch/carry/side-file';
import type { DiffFile } from '#lib/patch/diff/diff';
import { makeDiff } from './make-diff.ts';

const cut = (text: string) => text.split('|');

/** A version of one patch a file, or of the patches given. */
function version(name: string, ...patches: readonly (readonly DiffFile[])[]): PatchDiffs {
  return patches.map((files, at) => ({
    messageId: `${name}-${at + 1}@example.org`,
    title: `patch ${at + 1}`,
    part: at + 1,
    files,
  }));
}

function anchorAt(from: PatchDiffs, line: number, end = line, side: Side = 'new', patch = 0, path = 'a.c'): Anchor {
  const words = findWords(from[patch]?.files ?? [], { path, side, line, end });
  if (words === undefined) throw new Error(`No line ${line} in ${path}`);
  return { patch: from[patch]?.messageId ?? '', path, side, line, end, words };
}

/** `exact 3-4 text|text`, or `orphaned`, with the number of candidates where there are some. */
function say(placement: Placement): string {
  if (placement.state === 'orphaned') {
    return placement.candidates.length === 0 ? 'orphaned' : `orphaned ${placement.candidates.length}`;
  }
  const { state, line, end, lines } = placement;
  return `${state} ${line === end ? line : `${line}-${end}`} ${lines.join('|')}`;
}

const base = cut('one|two|three|four|five|six|seven|eight|nine|ten');

/** What `base` becomes in a first version, and in a second one: the line of the first is looked for in the second. */
function carryText(first: string, second: string, line: number, end = line): Placement {
  const from = version('v1', [makeDiff('a.c', base, cut(first))]);
  const to = version('v2', [makeDiff('a.c', base, cut(second))]);
  return carryAnnotation(from, to, anchorAt(from, line, end));
}

describe('a line', () => {
  const first = 'one|two|three|int fresh = 1;|four|five|six|seven|eight|nine|ten';

  test('stands where it stood', () => {
    const placement = carryText(first, first, 4);
    expect(say(placement)).toBe('exact 4 int fresh = 1;');
    expect(placement).toMatchObject({ patch: 'v2-1@example.org', path: 'a.c', side: 'new', why: '' });
  });

  test('moved under another number', () => {
    const placement = carryText(first, `zero|${first}`, 4);
    expect(say(placement)).toBe('moved 5 int fresh = 1;');
    expect(placement.why).toBe('It was line 4.');
  });

  test('moved to another hunk', () => {
    const moved = 'one|two|x|three|four|five|six|seven|eight|nine|ten|alpha|beta|gamma';
    const second = 'one|two|three|four|five|six|seven|alpha|beta|gamma|x|eight|nine|ten';
    expect(say(carryText(moved, second, 13))).toBe('moved 9 beta');
  });

  test('was edited', () => {
    const placement = carryText(first, first.replace('fresh = 1', 'fresh = 2 + offset'), 4);
    expect(say(placement)).toBe('changed 4 int fresh = 2 + offset;');
    expect(placement.why).toBe('The line was edited.');
  });

  test('changed in its white space alone, and this is said', () => {
    const placement = carryText(first, first.replace('int fresh', '\tint  fresh'), 4);
    expect(say(placement)).toBe('changed 4 \tint  fresh = 1;');
    expect(placement.why).toContain('white space alone');
  });

  test('says the same beside another line: this is a change', () => {
    const placement = carryText(first, first.replace('three', 'three and a half'), 4);
    expect(say(placement)).toBe('changed 4 int fresh = 1;');
    expect(placement.why).toContain('beside other lines');
  });

  test('was taken out', () => {
    const placement = carryText(first, 'one|two|three|four|five|six|seven!|eight|nine|ten', 4);
    expect(say(placement)).toBe('orphaned');
    expect(placement.why).toContain('taken out');
  });

  test('was replaced by one that has nothing of it', () => {
    expect(say(carryText('one|two|three|alpha_beta(gamma);|four|x', 'one|two|three|return;|y|z|four|x', 4))).toBe(
      'orphaned',
    );
  });

  test('is never taken for a line that only says the same', () => {
    // `return 0;` of the first function is gone with it; that of the second is another line.
    const two = 'f(){|a();|return 0;|}||g(){|b();|return 0;|}|';
    const from = version('v1', [makeDiff('a.c', [], cut(two))]);
    const to = version('v2', [makeDiff('a.c', [], cut('g(){|b();|return 0;|}|'))]);
    expect(say(carryAnnotation(from, to, anchorAt(from, 3)))).toBe('orphaned');
    expect(say(carryAnnotation(from, to, anchorAt(from, 4)))).toBe('orphaned');
    expect(say(carryAnnotation(from, to, anchorAt(from, 8)))).toBe('moved 3 return 0;');
    expect(say(carryAnnotation(from, to, anchorAt(from, 9)))).toBe('moved 4 }');
  });

  test('that two places are as good for is nobody’s, and both are offered', () => {
    const from = version('v1', [makeDiff('a.c', [], cut('old(){|return 0;|}||first()'))]);
    const to = version('v2', [makeDiff('a.c', [], cut('f(){|return 0;|}||g(){|return 0;|}||second()'))]);
    const placement = carryAnnotation(from, to, anchorAt(from, 3));
    expect(placement).toMatchObject({ state: 'orphaned', candidates: [{ line: 3 }, { line: 7 }] });
  });
});

test('the head of the hunk tells two places apart that say the same', () => {
  const hunk = (start: number, heading: string, ...rows: readonly string[]) => {
    const [old, fresh] = ['+', '-'].map((sign) => rows.filter((row) => !row.startsWith(sign)).length);
    const sizes = { oldStart: start, oldLines: old ?? 0, newStart: start, newLines: fresh ?? 0 };
    return { ...sizes, heading, text: rows.join('\n') };
  };
  const file = (...hunks: readonly ReturnType<typeof hunk>[]): DiffFile => {
    return { oldPath: 'a.c', newPath: 'a.c', status: 'changed', added: hunks.length, removed: 0, hunks };
  };
  const rows = [' \tint ret;', ' ', '+\treturn ret;', ' }'];
  const from = version('v1', [file(hunk(10, 'int second(void)', ...rows))]);
  const to = version('v2', [file(hunk(10, 'int first(void)', ...rows), hunk(90, 'int second(void)', ...rows))]);
  expect(say(carryAnnotation(from, to, anchorAt(from, 12)))).toBe('moved 92 \treturn ret;');
});

describe('the old side', () => {
  test('is carried like the new one', () => {
    const from = version('v1', [makeDiff('a.c', base, cut('one|two|four|five|six|seven|eight|nine|ten'))]);
    const moved = ['zero', ...base];
    const to = version('v2', [makeDiff('a.c', moved, cut('zero|one|two|four|five|six|seven|eight|nine'))]);
    expect(say(carryAnnotation(from, to, anchorAt(from, 3, 3, 'old')))).toBe('moved 4 three');
  });

  test('a line that is no longer removed is context, and this is said', () => {
    const from = version('v1', [makeDiff('a.c', base, cut('one|two|four|five|six|seven|eight|nine|ten'))]);
    const to = version('v2', [makeDiff('a.c', base, cut('one|two|three|four|six|seven|eight|nine|ten'))]);
    const placement = carryAnnotation(from, to, anchorAt(from, 3, 3, 'old'));
    expect(say(placement)).toBe('moved 3 three');
    expect(placement.why).toBe('This patch no longer removes it: it is context here.');
  });
});

describe('a range', () => {
  const first = 'one|two|alpha = 1;|beta = 2;|gamma = 3;|delta = 4;|three|four|five';

  test('is carried as one', () => {
    expect(say(carryText(first, `zero|${first}`, 3, 6))).toBe('moved 4-7 alpha = 1;|beta = 2;|gamma = 3;|delta = 4;');
  });

  test('whose middle changed keeps its ends', () => {
    const second = first.replace('beta = 2;', 'beta = 20;|epsilon();');
    expect(say(carryText(first, second, 3, 6))).toBe(
      'changed 3-7 alpha = 1;|beta = 20;|epsilon();|gamma = 3;|delta = 4;',
    );
  });

  test('whose first line was edited begins with what that became', () => {
    expect(say(carryText(first, first.replace('alpha = 1', 'alpha = zero'), 3, 6))).toBe(
      'changed 3-6 alpha = zero;|beta = 2;|gamma = 3;|delta = 4;',
    );
  });

  test('of which less than half is left is orphaned', () => {
    const second = 'one|two|delta = 4;|three|four|five';
    expect(say(carryText(first, second, 3, 6))).toBe('orphaned');
  });
});

describe('files and patches', () => {
  const fresh = cut('int a(){|return first;|}||int b(){|return second;|}');
  const from = version('v1', [makeDiff('a.c', [], fresh)]);

  test('a renamed file', () => {
    const to = version('v2', [makeDiff('sub/a.c', [], fresh)]);
    const placement = carryAnnotation(from, to, anchorAt(from, 2));
    expect(say(placement)).toBe('moved 2 return first;');
    expect(placement).toMatchObject({ path: 'sub/a.c', why: 'Its file is called sub/a.c here.' });
  });

  test('a file that the patch no longer touches', () => {
    const two = version('v1', [makeDiff('a.c', [], fresh), makeDiff('b.c', base, cut('one|two|four|five'))]);
    const to = version('v2', [makeDiff('b.c', base, cut('one|two|four|five'))]);
    const placement = carryAnnotation(two, to, anchorAt(two, 2));
    expect(placement).toMatchObject({ state: 'orphaned', why: 'The patch no longer touches a.c.' });
  });

  test('patches in another order', () => {
    const b = makeDiff('b.c', base, cut('one|two|beta|three|four|five|six|seven|eight|nine|ten'));
    const both = version('v1', [makeDiff('a.c', [], fresh)], [b]);
    const to = version('v2', [b], [makeDiff('a.c', [], fresh)]);
    expect(carryAnnotation(both, to, anchorAt(both, 2))).toMatchObject({ state: 'exact', patch: 'v2-2@example.org' });
  });

  test('a patch that was split: the part that adds the line now', () => {
    const middle = cut('int a(){|return first;|}');
    const to = version('v2', [makeDiff('a.c', [], middle)], [makeDiff('a.c', middle, fresh)]);
    const first = carryAnnotation(from, to, anchorAt(from, 2));
    const second = carryAnnotation(from, to, anchorAt(from, 6));
    expect(first).toMatchObject({ state: 'exact', patch: 'v2-1@example.org', line: 2 });
    expect(second).toMatchObject({ state: 'moved', patch: 'v2-2@example.org', line: 6 });
    expect(second.why).toBe('It stands in another patch now, 2: patch 2.');
  });

  test('patches that were joined', () => {
    const middle = cut('int a(){|return first;|}');
    const two = version('v1', [makeDiff('a.c', [], middle)], [makeDiff('a.c', middle, fresh)]);
    const to = version('v2', [makeDiff('a.c', [], fresh)]);
    for (const [patch, line] of [
      [0, 2],
      [1, 6],
    ] as const) {
      const placement = carryAnnotation(two, to, anchorAt(two, line, line, 'new', patch));
      expect(placement).toMatchObject({ patch: 'v2-1@example.org', line });
      expect(placement.state).toMatch(/exact|moved/);
    }
  });

  test('a line that an earlier patch adds now, and its own shows as context', () => {
    const middle = cut('one|two|int early;|three|four|five|six|seven|eight|nine|ten');
    const last = cut('one|two|int early;|three|four|int late;|five|six|seven|eight|nine|ten');
    const one = version('v1', [makeDiff('a.c', base, last)]);
    const to = [
      { ...version('v2', [makeDiff('a.c', base, middle)])[0]!, title: 'prepare' },
      { ...version('v2', [], [makeDiff('a.c', middle, last)])[1]!, title: 'patch 1' },
    ];
    const placement = carryAnnotation(one, to, anchorAt(one, 3));
    expect(placement).toMatchObject({ patch: 'v2-1@example.org', line: 3 });
    expect(placement.state).toMatch(/exact|moved/);
  });

  test('a patch that was dropped', () => {
    const to = version('v2', [makeDiff('other.c', [], cut('nothing|of|it'))]).map((patch) => ({
      ...patch,
      title: 'something else',
    }));
    const placement = carryAnnotation(from, to, anchorAt(from, 2));
    expect(placement).toMatchObject({ state: 'orphaned', candidates: [] });
    expect(placement.why).toContain('no patch that patch 1 became');
  });

  test('a version that is not held: its words stand for it', () => {
    const to = version('v2', [makeDiff('a.c', [], fresh)]);
    expect(say(carryAnnotation([], to, anchorAt(from, 2)))).toBe('moved 2 return first;');
    expect(say(carryAnnotation([], [], anchorAt(from, 2)))).toBe('orphaned');
  });
});

test('the words of a line are those of its side, in its hunk', () => {
  const [patch] = version('v1', [makeDiff('a.c', base, cut('one|two|THREE|four|five|six|seven|eight|nine|ten'))]);
  const where = { path: 'a.c', side: 'new', line: 3, end: 3 } as const;
  expect(findWords(patch?.files ?? [], where)).toEqual({
    lines: ['THREE'],
    before: ['one', 'two'],
    after: ['four', 'five', 'six'],
    heading: '',
  });
  expect(findWords(patch?.files ?? [], { ...where, side: 'old' })?.lines).toEqual(['three']);
  expect(findWords(patch?.files ?? [], { ...where, line: 9, end: 9 })).toBeUndefined();
});

describe('over several versions', () => {
  const state = (text: string) => version(text, [makeDiff('a.c', base, cut(text))]);
  const chain = (...texts: readonly string[]) => {
    const versions = texts.map(state);
    return { versions, open: openChain(versions) };
  };
  const first = 'one|two|int fresh = 1;|three|four|five|six|seven|eight|nine|ten';

  test('a line that was edited little by little is followed', () => {
    const third = 'one|two!|long early = 2 + other_thing(so, far);|three!|four|five|six|seven|eight|nine|ten';
    const second = 'one|two|int early = 1 + other_thing(so);|three|four|five|six|seven|eight|nine|ten';
    const { versions, open } = chain(first, second, third);
    expect(say(open.carry(0, 2, anchorAt(versions[0]!, 3)))).toBe('changed 3 long early = 2 + other_thing(so, far);');
  });

  test('a line that was away for a version comes back, and this is said', () => {
    const { versions, open } = chain(first, 'one|two|three|four|five|six|x|seven|eight|nine|ten', `zero|${first}`);
    const placement = open.carry(0, 2, anchorAt(versions[0]!, 3));
    expect(say(placement)).toBe('moved 4 int fresh = 1;');
    expect(placement.why).toContain('did not stand in every version between');
  });

  test('where both ways lead to different lines a person is asked', () => {
    // The line is edited in the second version; in the third one a line like the first stands somewhere else.
    const second = 'one|two|int fresh = 1 + 1;|three|four|five|six|seven|eight|nine|ten';
    const third = 'one|two|int fresh = 1 + 1;|three|four|five|six|seven|eight|nine|two|int fresh = 1;|three|ten';
    const { versions, open } = chain(first, second, third);
    expect(open.carry(0, 2, anchorAt(versions[0]!, 3))).toMatchObject({ state: 'orphaned', candidates: [{}, {}] });
  });

  test('it goes back as well', () => {
    const { versions, open } = chain(first, `zero|${first}`, `minus|zero|${first}`);
    expect(say(open.carry(2, 0, anchorAt(versions[2]!, 5)))).toBe('moved 3 int fresh = 1;');
  });

  test('a file, and a patch', () => {
    const { versions, open } = chain(first, `zero|${first}`);
    const patch = versions[0]?.[0]?.messageId ?? '';
    expect(open.partnerOf(0, 1, patch)).toBe(versions[1]?.[0]?.messageId);
    expect(open.carryFile(0, 1, patch, 'a.c')).toMatchObject({ state: 'exact', path: 'a.c', line: 0 });
    expect(open.carryFile(0, 1, patch, 'b.c')).toMatchObject({ state: 'orphaned' });
  });
});
