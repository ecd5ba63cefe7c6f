import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** A run of lines under a policy; they must be readable, and the search complete. */
function play(lines: string, policy = 'A8') {
  const { scenario, issues } = mm.parse(`mm x\n${lines}\n`);
  if (scenario === undefined) throw new Error(issues.map((issue) => `${issue.line}: ${issue.message}`).join('; '));
  const run = runPolicy(mm, scenario, policy, defaultBounds);
  expect(run.bound).toBeNull();
  return run;
}

/** What the registers show at every end. */
const ends = (lines: string, policy?: string) => play(lines, policy).outcomes.map(({ registers }) => registers);
const verdict = (lines: string, policy?: string) => play(lines, policy).verdict;
const every = ['A1', 'A2', 'A5', 'A6', 'A7', 'A8', 'P2'];

describe('mappings of files', () => {
  it.each(every)('a shared mapping shows what anybody stores in the file, under %s', (policy) =>
    expect(
      ends(
        'P: map shared v of F = ONE\nQ: map shared ro w of F\nQ: read w -> a\nP: write v = TWO\nQ: read w -> b\nQ: write w = NO\nP: read v -> c\nfinally a = ONE\nnever missed-cow',
        policy,
      ),
    ).toEqual([{ a: 'ONE', b: 'TWO', c: 'TWO' }]),
  );

  it.each(every)('a store through a private mapping stays there, under %s', (policy) => {
    const lines = (first: string) =>
      `P: map shared v of F = FILE\nQ: map private w of F\n${first}Q: write w = OWN\nQ: read w -> a\nP: read v -> b\nQ: dontneed w\nQ: read w -> c\nnever missed-cow\nfinally c = FILE`;
    for (const first of ['', 'Q: read w\n', 'Q: vmsplice w -> pipe\n'])
      expect(ends(lines(first), policy)).toEqual([{ a: 'OWN', b: 'FILE', c: 'FILE' }]);
  });

  it('write(2) shows through every mapping that has no copy of its own', () =>
    expect(
      ends(
        'P: map private v of F\nP: read v -> before\nQ: map private w of F\nQ: write w = OWN\nQ: fill F = TEXT\nP: read v -> after\nQ: read w -> kept\nfinally kept = OWN',
      ),
    ).toEqual([{ before: '0', after: 'TEXT', kept: 'OWN' }]));

  it('a plain file cannot be written, and reads the same after its page was dropped', () => {
    const run = play(
      'kernel K\nP: map file v = DISK\nP: read v -> a\nK: swapout P:v\ncheck present(P:v) = 0\nP: read v -> b\nP: write v = OWN\nP: read v -> c\nnever lost-data\nfinally c = OWN',
    );
    expect(run.verdict).toBe('holds');
    expect(run.outcomes.map(({ registers }) => registers)).toEqual([{ a: 'DISK', b: 'DISK', c: 'OWN' }]);
  });

  it('a file that was opened for reading stays so, whatever mprotect asks', () => {
    const lines = (opened: string) =>
      `Q: map shared w of F = A\nP: map shared ro v of F${opened}\nP: mprotect rw v\nP: write v = B\nQ: read w -> r\nfinally r = A`;
    expect(ends(lines(' opened ro'))).toEqual([{ r: 'A' }]);
    expect(ends(lines(''))).toEqual([{ r: 'B' }]);
  });

  it('a child shares shared mappings with its parent, and has private ones of its own', () => {
    const lines = (kind: string) =>
      `Q: map shared w of F = FILE\nP: map ${kind} v of F\nP: read v\nP: fork C\nP: write v = NEW\nC: read v -> r\nnever missed-cow\nfinally r != 0`;
    expect(ends(lines('shared'))).toEqual([{ r: 'NEW' }]);
    expect(ends(lines('private'))).toEqual([{ r: 'FILE' }]);
  });

  it('a forced write in a shared mapping fails, and in a private one makes a copy', () => {
    const lines = (kind: string) =>
      `Q: map shared w of F = FILE\nP: map ${kind} ro v of F\nP: poke v = EVIL\nQ: read w -> file\nP: read v -> own\nnever missed-cow\nfinally file = FILE`;
    for (const policy of [...every, 'A7f']) {
      expect(ends(lines('shared'), policy)).toEqual([{ file: 'FILE', own: 'FILE' }]);
      expect(ends(lines('private'), policy)).toEqual([{ file: 'FILE', own: 'EVIL' }]);
    }
  });
});

describe('reclaim of a page of shared memory', () => {
  const head = 'kernel K\nP: map shared v of F';

  it('writes out what a PTE or the page says is dirty, once all have let go of it', () => {
    for (const store of ['P: write v = DATA', 'P: fill F = DATA\nP: read v'])
      expect(ends(`${head}\n${store}\nK: swapout P:v\nP: read v -> r\nnever lost-data\nfinally r = DATA`)).toEqual([
        { r: 'DATA' },
      ]);
  });

  it('leaves alone what is mlocked, or what somebody refers to', () => {
    const kept = (line: string) =>
      verdict(`${head} = DATA\n${line}\nK: swapout P:v\ncheck page_count(P:v) >= 2\nfinally done(P)`);
    expect(kept('P: mlock v')).toBe('holds');
    const pinned = `${head} = DATA\nP: pin read v -> h\nK: swapout P:v\nP: read v -> r\nfinally page(P:v) = 1`;
    expect(verdict(pinned)).toBe('holds');
  });

  it('drops an empty page that nobody wrote, and no data with it', () =>
    expect(verdict(`${head}\nP: read v\nK: swapout P:v\nP: read v -> r\nnever lost-data\nfinally r = 0`)).toBe(
      'holds',
    ));
});

describe('fills of userfaultfd', () => {
  it('fail where something is, in the PTE or in the page cache', () => {
    const anon =
      'P: map v\nM: uffd register missing P:v\nM: uffd copy P:v = A -> one\nM: uffd copy P:v = B -> two\nP: read v -> r';
    expect(ends(`${anon}\nfinally r = A`)).toEqual([{ one: 'ok', two: 'EEXIST', r: 'A' }]);
    const cached =
      'Q: map shared w of F = A\nP: map shared v of F\nM: uffd register missing P:v\nM: uffd copy P:v = B -> one\nQ: read w -> r\nfinally r = A';
    expect(ends(cached)).toEqual([{ one: 'EEXIST', r: 'A' }]);
    // A private mapping gets a page of its own, whatever the file holds.
    const own =
      'Q: map shared w of F = A\nP: map private v of F\nM: uffd register missing P:v\nM: uffd copy P:v = B -> one\nQ: read w -> file\nP: read v -> r\nnever missed-cow\nfinally r = B';
    expect(ends(own)).toEqual([{ one: 'ok', file: 'A', r: 'B' }]);
  });

  it('fail where nothing is registered, and UFFDIO_CONTINUE where there is nothing to continue with', () => {
    expect(ends('P: map v\nM: uffd copy P:v = A -> r\nfinally r = ENOENT')).toEqual([{ r: 'ENOENT' }]);
    const file = 'P: map shared v of F\nM: uffd register minor P:v\nM: uffd continue P:v -> r\nfinally r = EFAULT';
    expect(ends(file)).toEqual([{ r: 'EFAULT' }]);
    const anon = 'P: map v\nM: uffd register missing P:v\nM: uffd continue P:v -> r\nfinally r = EINVAL';
    expect(ends(anon)).toEqual([{ r: 'EINVAL' }]);
  });

  it('a kernel refuses the modes that it does not have yet', () => {
    const lines =
      'P: map v\nP: map shared w of F\nM: uffd register wp P:v -> wp\nM: uffd register minor P:w -> minor\nfinally wp = wp';
    expect(ends(lines, '5.4')).toEqual([{ wp: 'EINVAL', minor: 'EINVAL' }]);
    expect(ends(lines, '5.8')).toEqual([{ wp: 'ok', minor: 'EINVAL' }]);
    expect(ends(lines, '5.14')).toEqual([{ wp: 'ok', minor: 'ok' }]);
    // A rule is asked about everything.
    expect(ends(lines, 'A1')).toEqual([{ wp: 'ok', minor: 'ok' }]);
  });

  it('a child must not see what was brought to its parent after the fork', () => {
    const lines =
      'P: map v = OLD\nP: fork C\nP: dontneed v\nM: uffd register missing P:v\nM: uffd copy P:v = NEW\nC: read v -> r\nnever missed-cow\nfinally r = OLD';
    expect(verdict(lines)).toBe('holds');
  });
});

describe('soft-dirty', () => {
  const head = 'kernel K\nP: map v = A\nK: clear_refs P\nK: pagemap P:v -> before\n';

  it('is clean after clear_refs, and set by the next store, under every policy', () => {
    for (const policy of every)
      expect(
        ends(
          `${head}P: write v = B\nK: pagemap P:v -> after\nnever soft-dirty-missed\nfinally after = soft-dirty`,
          policy,
        ),
      ).toEqual([{ before: 'clean', after: 'soft-dirty' }]);
  });

  it('goes with the page to swap and comes back', () =>
    expect(
      ends(
        `kernel K\nP: map v\nK: clear_refs P\nP: write v = B\nK: swapout P:v\nK: pagemap P:v -> out\nP: read v\nK: pagemap P:v -> back\nfinally back = soft-dirty`,
      ),
    ).toEqual([{ out: 'soft-dirty', back: 'soft-dirty' }]));

  it('is cleared in a swap entry as well', () =>
    expect(
      ends(
        'kernel K\nP: map v\nP: write v = B\nK: swapout P:v\nK: clear_refs P\nK: pagemap P:v -> out\nP: read v\nK: pagemap P:v -> back\nfinally back = clean',
      ),
    ).toEqual([{ out: 'clean', back: 'clean' }]));

  it('is set in a mapping that is new, and gone with what was mapped there', () =>
    expect(
      ends(
        `${head}P: write v = B\nP: dontneed v\nK: pagemap P:v -> gone\nP: munmap v\nP: map v\nK: pagemap P:v -> fresh\nfinally gone = clean`,
      ),
    ).toEqual([{ before: 'clean', gone: 'clean', fresh: 'soft-dirty' }]));

  it('makes a shared mapping fault for its first store, where a tracker looks', () => {
    const lines =
      'kernel K\nP: map shared v of F\nK: clear_refs P\nP: read v\ncheck writable(P:v) = 0\nP: write v = B\nK: pagemap P:v -> r\nnever soft-dirty-missed';
    expect(ends(lines)).toEqual([{ r: 'soft-dirty' }]);
    expect(verdict(lines)).toBe('holds');
  });
});
