import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** What `moot observe` showed on 6.18.44 when the model said something else. */
describe('as seen on a kernel', () => {
  const play = (text: string, kind: string, kernel = '6.18') => {
    const { scenario } = mm.parse(`mm hole\n${text}\n`);
    const run = runPolicy(mm, scenario!, kernel, defaultBounds, kind);
    return run.outcomes.map(({ registers, copies }) => ({ ...registers, copies }));
  };

  it('a hole that is read is the zero page of nobody, unless it is hugetlb: there the reader is the owner and stores to the same page', () => {
    const text = 'P: map v\nP: vmsplice v -> ref\nP: write v = NEW\nP: read ref -> seen';
    expect(play(text, 'base')).toEqual([{ seen: '0', copies: 0 }]);
    expect(play(text, 'thp')).toEqual([{ seen: '0', copies: 0 }]);
    expect(play(text, 'hugetlb')).toEqual([{ seen: 'NEW', copies: 0 }]);
  });

  it('such a page of hugetlb is shared by fork when it was read before, and one page each when after', () => {
    const shared = 'P: map v\nP: read v\nP: fork C\nC: vmsplice v -> ref\nC: write v = NEW\nC: read ref -> seen';
    expect(play(shared, 'hugetlb')).toEqual([{ seen: '0', copies: 1 }]);
    const own = 'P: map v\nP: fork C\nC: vmsplice v -> ref\nC: write v = NEW\nC: read ref -> seen';
    expect(play(own, 'hugetlb')).toEqual([{ seen: 'NEW', copies: 0 }]);
  });

  it('MADV_DONTNEED drops nothing that is locked, and a child is not locked', () => {
    const locked = 'P: map v = A\nP: mlock v\nP: fork C\nP: dontneed v\nC: dontneed v\nP: read v -> p\nC: read v -> c';
    expect(play(locked, 'base')).toEqual([{ p: 'A', c: '0', copies: 0 }]);
  });

  it('a store into the huge zero page gets a whole THP from 6.18 on, which a child then shares', () => {
    const text = 'P: map v\nP: read v\nP: write v = A\nP: fork C\nP: write v = B\nC: write v = C\nC: read v -> c';
    expect(play(text, 'thp')).toEqual([{ c: 'C', copies: 2 }]);
    expect(play(text, 'base')).toEqual([{ c: 'C', copies: 1 }]);
    expect(play(text, 'thp', '6.12')).toEqual([{ c: 'C', copies: 1 }]);
  });
});
