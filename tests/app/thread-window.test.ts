import { describe, expect, test } from 'vitest';
import { bareSubject } from '../../app/_components/bare-subject.ts';
import { mailsAbove } from '../../app/_components/thread-above.ts';
import { cutThread } from '../../app/_components/thread-window.ts';
import type { ThreadNode } from '../../lib/db/archive-types.ts';

function node(index: number, parent: number | null, depth: number): ThreadNode {
  return {
    messageId: `${index}@x`,
    isGhost: false,
    depth,
    parentMessageId: parent === null ? null : `${parent}@x`,
    subject: 'Re: s',
    author: { name: 'Ann', address: 'ann@x' },
    dateIso: null,
    part: null,
    flags: [],
  };
}

const chain = Array.from({ length: 600 }, (_, i) => node(i, i === 0 ? null : i - 1, i));
const fan = [node(0, null, 0), ...Array.from({ length: 300 }, (_, i) => node(i + 1, 0, 1))];

describe('the tree beside a mail', () => {
  test.each([
    ['depth 600', chain],
    ['300 answers to one mail', fan],
  ])('stays small for %s, holds the current mail and says what it leaves out', (_, nodes) => {
    for (const here of [0, 1, 150, 299]) {
      const rows = cutThread(nodes, `${here}@x`);
      expect(rows.length).toBeLessThan(32);
      expect(rows.some((row) => row.kind === 'node' && row.node.messageId === `${here}@x`)).toBe(true);
      const left = rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.left : 1), 0);
      expect(left).toBe(nodes.length);
      expect(rows.every((row) => row.kind === 'gap' || (row.indent >= 0 && row.indent <= 8))).toBe(true);
    }
  });

  test('a small thread is shown whole', () => {
    expect(cutThread(fan.slice(0, 12), '3@x').every((row) => row.kind === 'node')).toBe(true);
  });

  test('a mail that is not in the thread breaks nothing', () => {
    expect(cutThread([], 'y@x')).toEqual([]);
  });
});

test('the mails above end, also in a circle', () => {
  const circle = [node(0, 1, 0), node(1, 0, 1)];
  expect(mailsAbove(circle, '0@x').length).toBeLessThanOrEqual(40);
  expect(mailsAbove(chain, '5@x').map(({ messageId }) => messageId)).toEqual(['4@x', '3@x', '2@x', '1@x', '0@x']);
});

test.each([
  ['Re: [PATCH v4 1/4] mm/shmem: dirty', 'mm/shmem: dirty'],
  ['AW: Re: [PATCH]  x', 'x'],
  ['[GIT PULL] y', 'y'],
  ['repair: z', 'repair: z'],
])('the subject %s is told apart by %s', (subject, bare) => {
  expect(bareSubject(subject)).toBe(bare);
});
