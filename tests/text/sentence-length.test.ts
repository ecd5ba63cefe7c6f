import { expect, test } from 'vitest';
import { judgeFromLine } from '#lib/source/separator';
import { findSentences } from '#lib/text/sentence';
import { namesOfHeader } from '../../app/_archive/people.ts';

/** Each of these took seconds to minutes while its time grew with the square of the length; now they end within the test's own. */
test('a run of points, a header whose quote stays open, a line that begins as a separator does', () => {
  expect(findSentences(`${'.'.repeat(400_000)}x end.`).length).toBe(1);
  expect(namesOfHeader(`"${'\\"'.repeat(200_000)}`).length).toBe(1);
  const line = Buffer.from(`From ${'@'.repeat(400_000)} x\nno header\n`);
  expect(judgeFromLine(line, 0, true)).toBe('prose');
});
