import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** Seen on 6.18.44: what reads a hole of hugetlb gets a page of its own, and not the zero page. */
describe('a hole that is read', () => {
  const play = (text: string, kind: string) => {
    const { scenario } = mm.parse(`mm hole\n${text}\n`);
    const run = runPolicy(mm, scenario!, '6.18', defaultBounds, kind);
    return run.outcomes.map(({ registers, copies }) => ({ ...registers, copies }));
  };

  it('is the zero page of nobody, unless it is hugetlb: there the reader is the owner and stores to the same page', () => {
    const text = 'P: map v\nP: vmsplice v -> ref\nP: write v = NEW\nP: read ref -> seen';
    expect(play(text, 'base')).toEqual([{ seen: '0', copies: 0 }]);
    expect(play(text, 'thp')).toEqual([{ seen: '0', copies: 0 }]);
    expect(play(text, 'hugetlb')).toEqual([{ seen: 'NEW', copies: 0 }]);
  });

  it('is shared by fork when it was read before, and one page each when after', () => {
    const shared = 'P: map v\nP: read v\nP: fork C\nC: vmsplice v -> ref\nC: write v = NEW\nC: read ref -> seen';
    expect(play(shared, 'hugetlb')).toEqual([{ seen: '0', copies: 1 }]);
    const own = 'P: map v\nP: fork C\nC: vmsplice v -> ref\nC: write v = NEW\nC: read ref -> seen';
    expect(play(own, 'hugetlb')).toEqual([{ seen: 'NEW', copies: 0 }]);
  });
});
