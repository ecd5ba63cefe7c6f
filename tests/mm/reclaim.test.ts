import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies } from '#lib/mm/policies';
import type { PolicyRun } from '#lib/scenario/run';
import { defaultBounds, runPolicy } from '#lib/simulators';

const ids = cowPolicies.map(({ id }) => id);

function run(lines: readonly string[], policy: string, kind = 'base'): PolicyRun {
  const { scenario, issues } = mm.parse(`mm t\n${lines.join('\n')}\n`);
  if (scenario === undefined) throw new Error(issues.map((issue) => `${issue.line}: ${issue.message}`).join('; '));
  const found = runPolicy(mm, scenario, policy, defaultBounds, kind);
  expect(found.stuck, policy).toBeNull();
  return found;
}

/** The verdict of each property and check. */
const verdicts = (lines: readonly string[], policy: string, kind?: string) =>
  run(lines, policy, kind).properties.map(({ verdict }) => verdict);

/** Least and most copies over all ends. */
function copies(lines: readonly string[], policy: string): readonly [number, number] {
  const { outcomes } = run(lines, policy);
  return [Math.min(...outcomes.map((one) => one.copies)), Math.max(...outcomes.map((one) => one.copies))];
}

/** What the steps of the only schedule of fixed lines say. */
function labels(lines: readonly string[], policy: string, kind = 'base'): readonly string[] {
  const { scenario } = mm.parse(`mm t\n${lines.join('\n')}\n`);
  if (scenario === undefined) throw new Error('does not parse');
  const { outcomes } = runPolicy(mm, scenario, policy, defaultBounds, kind);
  const { frames } = mm.replay(scenario, policy, outcomes[0]?.schedule ?? '', kind);
  return frames.flatMap(({ step }) => (step === null ? [] : [step.step]));
}

describe('MADV_PAGEOUT', () => {
  const shared = ['P: map v = OLD', 'P: fork C', 'P: pageout v', 'check present(P:v) = 1', 'P: munmap v'];

  it('leaves a page alone that another address space maps', () => {
    for (const id of ids) expect(verdicts(shared, id)).toEqual(['holds']);
    expect(labels(shared, 'A7')).toContain('MADV_PAGEOUT: keep F0, others map it too');
    expect(
      verdicts(['kernel K', ...shared.map((line) => line.replace('P: pageout v', 'K: swapout P:v'))], 'A7'),
    ).toEqual(['violated']);
  });

  it('drains the batch of its CPU, so that a fresh page can be isolated', () => {
    const fresh = ['process P on cpu 0', 'P: map v = OLD', 'P: pageout v', 'check swapped(P:v) = 1'];
    for (const id of ids) expect(verdicts(fresh, id)).toEqual(['holds']);
    const reclaimed = [fresh[0] ?? '', 'kernel K', fresh[1] ?? '', 'K: swapout P:v', 'check swapped(P:v) = 1'];
    expect(verdicts(reclaimed, 'A7')).toEqual(['violated']);
  });

  it('says EINVAL of hugetlb, and leaves a THP that somebody refers to', () => {
    const pinned = ['P: map v = OLD', 'P: get read v -> h', 'P: pageout v', 'check present(P:v) = 1'];
    for (const id of ids) for (const kind of ['thp', 'hugetlb']) expect(verdicts(pinned, id, kind)).toEqual(['holds']);
    expect(labels(['P: map v = OLD', 'P: pageout v'], 'A7', 'hugetlb')).toContain('MADV_PAGEOUT: EINVAL for hugetlbfs');
    expect(verdicts(['P: map v = OLD', 'P: pageout v', 'check swapped(P:v) = 1'], 'A7', 'thp')).toEqual(['holds']);
  });
});

describe('write-back', () => {
  const store = (device: string) => [
    'kernel K',
    `K: swapon ${device}`,
    'P: map v = OLD',
    'concurrently',
    'K: swapout P:v',
    'P: read v',
    'P: write v = NEW',
    'then',
    'P: read v -> mm',
    'finally mm = NEW',
    'reach writeback(P:v) = 1',
  ];

  it('takes time on a slow device, and a page can be back before it ends', () => {
    for (const id of ids) expect(verdicts(store('slow'), id)).toEqual(['holds', 'reached']);
    for (const id of ids) expect(verdicts(store('zram'), id)).toEqual(['holds', 'unreached']);
  });

  it('makes everybody copy where the device wants the page unchanged', () => {
    for (const id of ['A1', 'A7', 'A8m']) expect(copies(store('slow'), id), id).toEqual([0, 0]);
    for (const id of ids) expect(copies(store('stable'), id)[1], id).toBe(1);
  });
});

describe('a swap that is more than half full', () => {
  const text = (device: string) => [
    'kernel K',
    `K: swapon ${device}`,
    'P: map v = OLD',
    'K: swapout P:v',
    'P: read v',
    'check swapcache(P:v) = 0',
    'P: write v = NEW',
  ];

  it('lets a page leave the swap cache as it comes back, so that nobody copies it', () => {
    for (const id of ids) {
      expect(verdicts(text('full'), id), id).toEqual(['holds']);
      expect(copies(text('full'), id), id).toEqual([0, 0]);
    }
    expect(copies(text('slow'), 'A4')).toEqual([1, 1]);
  });
});

describe('a device that answers at once', () => {
  it('lets two threads read one slot, one after the other, and nothing is lost', () => {
    const lines = [
      'kernel K',
      'K: swapon zram',
      'P: map v = OLD',
      'concurrently',
      'K: swapout P:v',
      'P: write v = NEW',
      'P.two: read v -> seen',
      'K.again: swapout P:v',
      'then',
      'P: read v -> mm',
      'finally mm = NEW',
      'never missed-cow',
    ];
    for (const id of ids) expect(verdicts(lines, id)[0], id).toBe('holds');
  });
});

describe('migration', () => {
  it('brings a page back writable, exclusive and in the swap cache as it was, somewhere else', () => {
    const lines = (step: string) => [
      'kernel K',
      'P: map v = OLD',
      `K: ${step}`,
      'check writable(P:v) = 1 and page(P:v) = 2',
      'P: write v = NEW',
      'P: read v -> mm',
      'finally mm = NEW',
    ];
    for (const id of ids) {
      expect(verdicts(lines('migrate P:v'), id), id).toEqual(['holds', 'holds']);
      expect(copies(lines('migrate P:v'), id), id).toEqual([0, 0]);
    }
    const kept = ['kernel K', 'P: map v = OLD', 'K: migrate P:v', 'check exclusive(P:v) = 1'];
    expect(verdicts(kept, 'A7')).toEqual(['holds']);
    const cached = ['kernel K', 'P: map v = OLD', 'K: swapout P:v', 'P: read v', 'K: migrate P:v'];
    expect(verdicts([...cached, 'check swapcache(P:v) = 1 and page_count(P:v) = 2'], 'A1')).toEqual(['holds']);
  });

  it('leaves a page where it is that somebody refers to', () => {
    const lines = ['kernel K', 'P: map v = OLD', 'P: pin write v -> h', 'K: migrate P:v', 'P: write v = NEW'];
    const text = [...lines, 'P: read h -> pin', 'finally pin = NEW', 'always page(P:v) <= 1'];
    for (const id of ids) expect(verdicts(text, id), id).toEqual(['holds', 'holds']);
    expect(labels(text, 'A7')).toContain('migrate: leave F0 where it is');
    expect(labels(text, 'A3')).toContain('migrate: F0 is in use, it stays');
  });

  it('makes faults, fork and munmap meet migration entries', () => {
    const lines = (steps: readonly string[]) => [
      'kernel K',
      'P: map v = OLD',
      'concurrently',
      'K: migrate P:v',
      ...steps,
      'then',
      'P: read v -> mm',
      'reach migrating(P:v) = 1',
      'never missed-cow',
    ];
    for (const id of ids) {
      const forks = run(lines(['P: fork C', 'P: write v = NEW', 'C: read v -> child']), id);
      expect(forks.properties.map(({ verdict }) => verdict)).toEqual(['reached', 'holds']);
      expect(
        forks.outcomes.map(({ registers }) => registers),
        id,
      ).toEqual(forks.outcomes.map(() => ({ child: 'OLD', mm: 'NEW' })));
      const gone = run(lines(['P: munmap v']), id);
      expect(gone.outcomes.map(({ registers }) => registers.mm)).toEqual(['fault']);
      const locked = run(lines(['P: mprotect ro v', 'P: write v = NEW']), id);
      expect(locked.outcomes.map(({ registers }) => registers.mm)).toEqual(['OLD']);
    }
  });
});

describe('migration of a page of a file', () => {
  it('takes the page cache along, and leaves the page to reclaim as dirty as it was', () => {
    const text = [
      'kernel K',
      'P: map shared v of F = X',
      'K: migrate P:v',
      'check page(P:v) = 2 and writable(P:v) = 1 and page_count(P:v) = 2',
      'Q: map shared w of F',
      'K: swapout P:v',
      'Q: read w -> seen',
      'finally seen = X',
    ];
    for (const id of ids) expect(verdicts(text, id), id).toEqual(['holds', 'holds']);
  });

  it('is left out of KSM', () => {
    const text = ['kernel K', 'P: map shared v of F = X', 'P: map w = X', 'K: ksm merge P:v into P:w'];
    for (const id of ids) expect(verdicts([...text, 'check ksm(P:w) = 0'], id), id).toEqual(['holds']);
  });
});

describe('KSM', () => {
  const merged = ['kernel K', 'P: map v = OLD', 'P: map w = OLD', 'K: ksm merge P:v into P:w'];

  it('merges equal pages, and only those that nobody else refers to', () => {
    const isMerged = 'check ksm(P:v) = 1 and page(P:v) = page(P:w)';
    for (const id of ids) {
      expect(verdicts([...merged, isMerged], id)).toEqual(['holds']);
      const held = [...merged.slice(0, 3), 'K: speculate P:v -> h', ...merged.slice(3), 'check page(P:v) != page(P:w)'];
      expect(verdicts(held, id)).toEqual(['holds']);
      const unlike = [...merged.slice(0, 3), 'P: write w = X', ...merged.slice(3), 'check ksm(P:w) = 0'];
      expect(verdicts(unlike, id)).toEqual(['holds']);
    }
  });

  it('gives whoever stores a copy, and lets the last mapping take the page over where mappings are asked', () => {
    for (const id of ids) expect(copies([...merged, 'P: write v = NEW'], id), id).toEqual([1, 1]);
    const last = [...merged, 'P: munmap w', 'P: write v = NEW'];
    const takesOver = ['A1', 'A2', 'A2s', 'P1', 'P3', 'P4', 'P5'];
    for (const id of ids) expect(copies(last, id)[1], id).toBe(takesOver.includes(id) ? 0 : 1);
  });

  it('is left out of the unsharing of December 2021, and unshared for a pin from 5.19 on', () => {
    const pinned = [...merged, 'P: pin read v -> h', 'check page(h) = page(P:w)'];
    for (const id of ['P2', 'P3']) expect(verdicts(pinned, id)).toEqual(['holds']);
    for (const id of ['A7', 'A8']) expect(verdicts(pinned, id)).toEqual(['violated']);
  });

  it('is undone by MADV_UNMERGEABLE', () => {
    const text = [
      ...merged,
      'P: ksm unmerge v',
      'check ksm(P:v) = 0 and ksm(P:w) = 1',
      'P: read v -> mm',
      'finally mm = OLD',
    ];
    for (const id of ids) {
      expect(verdicts(text, id)).toEqual(['holds', 'holds']);
      expect(copies(text, id)).toEqual([1, 1]);
    }
  });

  it('is no missed COW: both sides had the contents of their own', () => {
    const text = (pipe: string) => [
      'kernel K',
      'P: map v = OLD',
      'P: fork C',
      'P: write v = SAME',
      'C: write v = SAME',
      'K: ksm merge P:v into C:v',
      'P: read v -> mm',
      pipe,
      'never missed-cow',
    ];
    for (const id of ids) expect(verdicts(text('C: read v -> child'), id), id).toEqual(['holds']);
  });

  it('a later store stays with the one who makes it, across strangers too', () => {
    const text = [
      'kernel K',
      'P: map v = SAME',
      'Q: map w = SAME',
      'K: ksm merge P:v into Q:w',
      'Q: vmsplice w -> pipe',
      'Q: munmap w',
      'P: write v = SECRET',
      'Q: read pipe -> seen',
      'never missed-cow',
      'finally seen = SAME',
    ];
    for (const id of ids) expect(verdicts(text, id)[1], id).toBe('holds');
  });
});

describe('the page lock', () => {
  it('is waited for by those who must have it, and keeps reclaim away', () => {
    const text = [
      'kernel K',
      'P: map v = OLD',
      'K: lock P:v -> h',
      'K: swapout P:v',
      'check present(P:v) = 1',
      'K: release h',
      'K: swapout P:v',
      'check swapped(P:v) = 1',
    ];
    for (const id of ids) expect(verdicts(text, id)).toEqual(['holds', 'holds']);
  });
});

describe('children in great numbers', () => {
  it('count as mappings, for reclaim too', () => {
    const text = [
      'kernel K',
      'P: map v = OLD',
      'P: fork crowd 500',
      'check mapcount(P:v) = 501 and page_count(P:v) = 501',
      'K: swapout P:v',
      'check swapped(P:v) = 1',
      'P: write v = NEW',
      'P: read v -> mm',
      'finally mm = NEW',
    ];
    for (const id of ids) {
      expect(verdicts(text, id)).toEqual(['holds', 'holds', 'holds']);
      expect(copies(text, id), id).toEqual([1, 1]);
    }
  });

  it('look like a pin from 1024 on, to reclaim as to fork', () => {
    const text = ['kernel K', 'P: map v = OLD', 'P: fork crowd 1023', 'K: swapout P:v', 'check present(P:v) = 1'];
    expect(verdicts(text, 'A4')).toEqual(['violated']);
    for (const id of ['A5', 'A6', 'A7', 'A8m']) expect(verdicts(text, id)).toEqual(['holds']);
  });

  it('are a bound where there are too many, and beside migration', () => {
    expect(run(['P: map v = OLD', 'P: fork crowd 5000', 'never missed-cow'], 'A4').bound).toContain('5000 children');
    const both = ['kernel K', 'P: map v = OLD', 'P: fork crowd 5', 'K: migrate P:v', 'never missed-cow'];
    expect(run(both, 'A4')).toMatchObject({ verdict: 'unknown', complete: false });
  });
});
