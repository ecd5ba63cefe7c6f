import { describe, expect, test } from 'vitest';
import { readDiff } from '#lib/patch/diff/diff';
import { interdiff } from '#lib/patch/range/interdiff';

const patch = (...hunks: readonly string[]) => {
  const read = readDiff(`diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n${hunks.join('\n')}\n`);
  if ('problem' in read) throw new Error(read.problem);
  return { files: read.files };
};
/** `-why text` lines of all hunks. */
const say = (older: readonly ReturnType<typeof patch>[], newer: readonly ReturnType<typeof patch>[]) =>
  interdiff(older, newer).flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) =>
      lines.map(({ sign, why, text }) => (why === '' ? ` ${text}` : `${sign}${why} ${text}`)),
    ),
  );

describe('interdiff', () => {
  test('what two versions write differently', () => {
    const older = patch('@@ -10,4 +10,5 @@ f()', ' one', ' two', '+\tlock(a);', ' three', ' four');
    const newer = patch('@@ -10,4 +10,5 @@ f()', ' one', ' two', '+\tlock(b);', ' three', ' four');
    expect(say([older], [newer])).toEqual([
      ' one',
      ' two',
      '-series \tlock(a);',
      '+series \tlock(b);',
      ' three',
      ' four',
    ]);
    expect(interdiff([older], [newer])[0]?.hunks[0]?.heading).toBe('f()');
  });

  test('nothing, where only line numbers and how it is split differ', () => {
    const whole = patch('@@ -10,4 +10,6 @@', ' one', ' two', '+A', '+B', ' three', ' four');
    const first = patch('@@ -30,4 +30,5 @@', ' one', ' two', '+A', ' three', ' four');
    const second = patch('@@ -30,5 +30,6 @@', ' one', ' two', ' A', '+B', ' three', ' four');
    expect(interdiff([whole], [first, second])).toEqual([]);
    expect(interdiff([first, second], [whole])).toEqual([]);
  });

  test('a line that a series brings and takes away again is none of its result', () => {
    const bring = patch('@@ -10,2 +10,3 @@', ' one', '+A', ' two');
    const take = patch('@@ -10,3 +10,3 @@', ' one', '-A', '+B', ' two');
    expect(interdiff([bring, take], [patch('@@ -10,2 +10,3 @@', ' one', '+B', ' two')])).toEqual([]);
  });

  test('a changed base is told apart from what the versions do', () => {
    const older = patch('@@ -10,5 +10,6 @@', ' one', ' two', '+A', ' three', ' four', ' five');
    const newer = patch('@@ -12,5 +12,6 @@', ' one', ' two', '+A', ' THREE', ' four', ' five');
    expect(say([older], [newer])).toEqual([' one', ' two', ' A', '-base three', '+base THREE', ' four', ' five']);
  });

  test('a line that only one version removes', () => {
    const older = patch('@@ -10,4 +10,3 @@', ' one', '-two', ' three', ' four');
    const newer = patch('@@ -10,4 +10,5 @@', ' one', ' two', '+A', ' three', ' four');
    expect(say([older], [newer])).toEqual([' one', '+series two', '+series A', ' three', ' four']);
  });

  test('where the other version shows nothing, it is not guessed at', () => {
    const near = ['@@ -10,4 +10,5 @@', ' one', ' two', '+A', ' three', ' four'];
    const older = patch(...near, '@@ -50,2 +51,3 @@ far()', ' x', '+B', ' y');
    expect(say([older], [patch(...near)])).toEqual([' x', '-unknown B', ' y']);
    expect(say([patch(...near)], [older])).toEqual([' x', '+unknown B', ' y']);
    expect(interdiff([older], [patch(...near)])[0]?.hunks[0]?.heading).toBe('far()');
    expect(interdiff([older], [])[0]).toMatchObject({ path: 'a.c', touched: 'older' });
  });

  test('a file that only one version brings', () => {
    const brought = readDiff(
      'diff --git a/n.c b/n.c\nnew file mode 100644\n--- /dev/null\n+++ b/n.c\n@@ -0,0 +1,2 @@\n+a\n+b\n',
    );
    if ('problem' in brought) throw new Error(brought.problem);
    expect(interdiff([], [brought])).toMatchObject([{ path: 'n.c', touched: 'newer', isBrought: true }]);
    expect(say([brought], [])).toEqual(['-series a', '-series b']);
  });
});
