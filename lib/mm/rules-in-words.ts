import type { PointId } from '#lib/mm/decision-points';
import type { CowPolicy, DirtyPolicy, Fill, FlushPolicy, Policy } from '#lib/mm/policy';
import {
  marksBoth,
  marksExactly,
  marksIfWritable,
  marksPageAlways,
  marksPteAlways,
  marksPteOrPage,
  marksPteOrPageEarly,
} from '#lib/mm/rule/fill';
import { copiesPinned, copiesPinnedExclusive, neverCopies } from '#lib/mm/rule/fork';
import {
  breaksCow,
  breaksCowQuietly,
  breaksCowUnlessItMayShare,
  takesAsIs,
  unsharesForLongtermPin,
  unsharesForPin,
  unsharesMapped,
} from '#lib/mm/rule/gup';
import {
  thpByCount,
  thpByMapcount,
  thpByMapcountThenCount,
  thpCopiesWhole,
  thpExclusive,
  thpExclusiveOnly,
  thpExclusiveThenMapcount,
} from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByCount, reuseByMapcount, reuseByRelaxedCount, reuseIfExclusive } from '#lib/mm/rule/reuse';
import { swapInByCount, swapInByMapcount, swapInRemembered, swapInRememberedAndWritable } from '#lib/mm/rule/swap-in';
import type { RuleInWords } from '#lib/scenario/simulator';

/**
 * What each rule says, in words. The keys are the rules themselves, so that a policy's page says what the policy plays;
 * a rule without words fails a test.
 */
const words: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [reuseByMapcount, 'reuse where mappings plus swap entries are 1, else copy; sleep on the page lock'],
  [reuseByCount, 'reuse where page_count is 1, else copy; copy where somebody has the page lock'],
  [
    reuseByRelaxedCount,
    'drop the swap cache and drain this CPU’s LRU batch where they explain the count; reuse where page_count is 1 then, else copy',
  ],
  [
    reuseIfExclusive,
    'reuse where PageAnonExclusive is set; else as 5.18: reuse where page_count is 1 without swap cache and LRU batch',
  ],
  [neverCopies, 'share every page, pinned or not'],
  [copiesPinned, 'copy a pinned page for the child at once, share the others'],
  [
    copiesPinnedExclusive,
    'copy a page for the child at once where it is exclusive and pinned; sharing clears the mark',
  ],
  [takesAsIs, 'take the page as it is, whoever shares it'],
  [breaksCow, 'break COW first where the entry is read-only, as for a write; userfaultfd hears of it'],
  [breaksCowQuietly, 'break COW first where the entry is read-only; userfaultfd hears nothing'],
  [breaksCowUnlessItMayShare, 'break COW first where the entry is read-only, unless the caller says that it may share'],
  [unsharesMapped, 'copy a page that is mapped more than once, and leave the copy read-only'],
  [
    unsharesForPin,
    'for a pin, copy a page that is not exclusive, and leave the copy read-only; a plain reference takes it as it is',
  ],
  [
    unsharesForLongtermPin,
    'for a pin, copy a page that is not exclusive, for a long-term pin also a page of a file; a plain reference takes it as it is',
  ],
  [alwaysCopy, 'copy, whatever refers to the page'],
  [takesAsIs.wantsNotAnon, 'take it as it is'],
  [unsharesMapped.wantsNotAnon, 'take it as it is'],
  [unsharesForPin.wantsNotAnon, 'take it as it is'],
  [breaksCow.wantsNotAnon, 'break COW first, as for a write'],
  [unsharesForLongtermPin.wantsNotAnon, 'for a long-term pin, get a page of one’s own first; else take it as it is'],
  [swapInByMapcount, 'a write fault maps the page writable where mappings plus swap entries are 1'],
  [swapInByCount, 'a write fault maps the page writable where page_count is 1 without the swap cache'],
  [swapInRemembered, 'the swap entry remembers PageAnonExclusive; a write fault maps an exclusive page writable'],
  [
    swapInRememberedAndWritable,
    'the swap entry remembers PageAnonExclusive; any fault maps an exclusive page writable',
  ],
]);

/** What a rule says; undefined for one that has no words yet. */
export function sayRule(rule: unknown): string | undefined {
  const thp = thpWords.get(rule);
  return thp === undefined ? words.get(rule) : `${thp.pmd}; a part ${thp.part}`;
}

/** The rules of THPs: what becomes of a PMD that is written, and of one part where the PMD was split. */
const thpWords: ReadonlyMap<unknown, { readonly pmd: string; readonly part: string }> = new Map<
  unknown,
  { readonly pmd: string; readonly part: string }
>([
  [
    thpCopiesWhole,
    {
      pmd: 'reuse where the THP is mapped once, else copy the whole 2 MiB',
      part: 'is reused where none of the THP is mapped twice, else that page is copied',
    },
  ],
  [
    thpByMapcount,
    {
      pmd: 'reuse where the THP is mapped once, else split the PMD',
      part: 'is reused where none of the THP is mapped twice, else that page is copied',
    },
  ],
  [
    thpByMapcountThenCount,
    {
      pmd: 'reuse where the THP is mapped once, whatever refers to it; else split the PMD',
      part: 'is reused where page_count of the whole is 1',
    },
  ],
  [
    thpByCount,
    {
      pmd: 'reuse where page_count of the THP is 1, else split the PMD',
      part: 'as a base page, by the count of the whole',
    },
  ],
  [
    thpExclusive,
    {
      pmd: 'reuse where PageAnonExclusive is set or page_count is 1, else split the PMD',
      part: 'as a base page, by the count of the whole',
    },
  ],
  [
    thpExclusiveOnly,
    {
      pmd: 'reuse where PageAnonExclusive is set or page_count is 1, else split the PMD',
      part: 'only where it is marked exclusive itself',
    },
  ],
  [
    thpExclusiveThenMapcount,
    {
      pmd: 'reuse where PageAnonExclusive is set or page_count is 1, else split the PMD',
      part: 'where it is marked, or every reference of the folio is a mapping of one address space',
    },
  ],
]);

const silent = 'the rule has no words yet';

/** What becomes of a PMD that is written. */
export function sayPmd(thp: unknown): string {
  return thpWords.get(thp)?.pmd ?? silent;
}

/** What becomes of one part of a THP whose PMD was split. */
export function sayPart(thp: unknown): string {
  return thpWords.get(thp)?.part ?? silent;
}

/** The rules of a policy, question by question, for each kind of page. */
export function putRulesInWords(policy: Policy): readonly RuleInWords[] {
  switch (policy.family) {
    case 'cow-reuse':
      return sayCow(policy);
    case 'uffd-wp-flush':
      return sayFlush(policy);
    case 'uffd-dirty':
      return sayDirty(policy);
    case 'uffd-delivery':
      return [
        all(
          'A page for a fault that waits',
          policy.handsOver
            ? 'the ioctl hands it to the waiting fault, which maps it in its own context'
            : 'the ioctl maps it and wakes whoever waits; each fault looks again',
          ['uffd_hands_over'],
        ),
      ];
  }
}

/** One answer for every kind of page. */
function all(question: string, answer: string, points: readonly PointId[]): RuleInWords {
  return { question, answers: { base: answer, thp: answer, hugetlb: answer }, points };
}

/** What a rule of fills marks, in one sentence for all of them. */
const fillWords: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [marksIfWritable, 'mark the entry dirty where it is writable, the page never'],
  [marksPteOrPageEarly, 'mark the entry dirty where it is writable, else a shared page that is brought'],
  [marksPteOrPage, 'mark the entry dirty where it is writable or a private copy, else a shared page that is brought'],
  [
    marksPageAlways,
    'mark the entry dirty where it is writable or a private copy, and every shared page that is brought',
  ],
  [marksPteAlways, 'mark every entry dirty, the page never'],
  [marksBoth, 'mark every entry dirty, and every shared page that is brought'],
  [marksExactly, 'mark the entry dirty where a write is served, and every page that is brought'],
]);

/** What a policy marks when a page is filled. */
export function sayFills({ marks }: DirtyPolicy): string {
  return fillWords.get(marks) ?? silent;
}

function sayCow(policy: CowPolicy): readonly RuleInWords[] {
  const gup = words.get(policy.gup) ?? silent;
  const fork = words.get(policy.copiesAtFork) ?? silent;
  const { copiesAtFork, gupMakesWritable } = policy.hugetlb;
  const mprotect = policy.mprotectRestoresWrite;
  const restores = (does: boolean) =>
    does ? 'give an exclusive page its write bit back at once' : 'leave it to a write fault';
  return [
    {
      question: 'Write fault on a read-only page',
      points: ['write fault', 'thp write fault', 'thp part write fault', 'thp_zero_page_gives_thp'],
      answers: {
        base: words.get(policy.reuse) ?? silent,
        thp: sayRule(policy.thp) ?? silent,
        hugetlb: 'reuse where the page is mapped once, whatever refers to it, else copy the whole',
      },
    },
    {
      question: 'GUP for reading',
      points: [
        'gup read',
        'gup read file',
        'gup_heeds_may_share',
        'gup_stops_at_uffd_wp',
        'unshare fault',
        'thp unshare fault',
        'thp part unshare fault',
        'hugetlb_gup_makes_writable',
      ],
      answers: {
        base: gup,
        thp: gup,
        hugetlb: gupMakesWritable ? `${gup}; the entry becomes writable even in a read-only mapping` : gup,
      },
    },
    {
      question: 'fork',
      points: ['fork', 'hugetlb_copies_at_fork'],
      answers: { base: fork, thp: fork, hugetlb: copiesAtFork ? fork : (words.get(neverCopies) ?? silent) },
    },
    {
      question: 'Swap-in',
      points: ['swap-in'],
      answers: {
        base: words.get(policy.swapIn) ?? silent,
        thp: 'it came apart when it went',
        hugetlb: 'never swapped',
      },
    },
    {
      question: 'Reclaim of a pinned page',
      points: ['reclaim', 'reclaim_tests_pins_again', 'tracks_exclusive'],
      answers: {
        base: !policy.reclaimTestsPins
          ? 'unmap it all the same'
          : policy.reclaimTestsPinsAgain
            ? 'leave it alone; ask before the swap cache, and again once it is unmapped'
            : 'leave it alone; ask before the swap cache',
        thp: 'leave it alone: a reference keeps it from coming apart',
        hugetlb: 'never reclaimed',
      },
    },
    {
      question: 'clear_refs',
      points: ['clear_refs', 'clear_refs_excludes_faults'],
      answers: {
        base: `${policy.clearRefsSkipsPinned ? 'skip what looks pinned' : 'write-protect pinned pages too'}; ${policy.clearRefsExcludesFaults ? 'no fault runs meanwhile' : 'faults run meanwhile'}`,
        thp: 'write-protect the PMD, pinned or not',
        hugetlb: 'not visited',
      },
    },
    {
      question: 'mprotect to writable',
      points: ['mprotect rw'],
      answers: { base: restores(mprotect !== 'never'), thp: restores(mprotect === 'pmd'), hugetlb: restores(false) },
    },
    all(
      'FOLL_FORCE takes a copy to be made where',
      policy.follForce === 'dirty' ? 'the entry is dirty' : 'the page is anonymous and exclusive',
      ['foll_force'],
    ),
    all(
      'GUP without locks, while fork runs',
      policy.gupFastSeesFork
        ? 'notices, lets go and takes the lock'
        : 'does not notice: its pin may come after fork’s test',
      ['gup_fast_sees_fork'],
    ),
  ];
}

function sayFlush(policy: FlushPolicy): readonly RuleInWords[] {
  const lock = (excludes: boolean) =>
    excludes
      ? 'with the mmap lock for writing: no fault runs meanwhile'
      : 'with the mmap lock for reading: faults run meanwhile';
  return [
    all('Protecting', lock(policy.protectExcludesFaults), ['wp_protect_excludes_faults']),
    all('Taking protection away', lock(policy.unprotectExcludesFaults), ['wp_unprotect_excludes_faults']),
    all(
      'The write bit, when protection goes',
      policy.unprotectRestoresWrite
        ? 'set at once where the page is exclusive'
        : policy.unprotectKeepsWrite
          ? 'stays where it was'
          : 'goes, for private mappings have none in their protection',
      ['wp_unprotect_keeps_write', 'wp_unprotect_restores_write'],
    ),
    all('Protecting beside taking away', policy.groupLock ? 'never together' : 'may run together', ['wp_group_lock']),
    all(
      'The TLB',
      policy.flushesUnderLock
        ? 'flushed entry by entry, under the page-table lock'
        : 'flushed when the whole range is changed',
      ['wp_flushes_under_lock'],
    ),
    all(
      'A write fault while a flush is pending',
      policy.faultFlushesPending ? 'flushes the page first' : 'does not ask',
      ['wp_fault_flushes_pending'],
    ),
    all(
      'A write fault on a page mapped once',
      policy.reusesMappedOnce ? 'reuses it without asking further' : 'asks the COW rule',
      ['wp_reuses_mapped_once'],
    ),
  ];
}

/** Rules that decide by the fill alone. */
const fillRules = [
  marksIfWritable,
  marksPteOrPageEarly,
  marksPteOrPage,
  marksPageAlways,
  marksPteAlways,
  marksBoth,
  marksExactly,
] as const;

/** Said by asking the rule about every fill that can differ. */
function sayDirty(policy: DirtyPolicy): readonly RuleInWords[] {
  const rule = fillRules.find((one) => one === policy.marks);
  const say = (question: string, fill: Fill) => {
    if (rule === undefined) return all(question, silent, ['uffd fill']);
    const { pteDirty, pageDirty } = rule(fill);
    const marks = [...(pteDirty ? ['the entry dirty'] : []), ...(pageDirty ? ['the page dirty'] : [])];
    return all(question, marks.length === 0 ? 'marks nothing' : `marks ${marks.join(' and ')}`, ['uffd fill']);
  };
  const shared = { memory: 'shmem', isShared: true } as const;
  const own = { memory: 'anon', isShared: false } as const;
  return [
    say('Copy into a shared, writable mapping', { ...shared, by: 'copy', isWritable: true, servesWrite: false }),
    say('The same for a write fault', { ...shared, by: 'copy', isWritable: true, servesWrite: true }),
    say('Copy into a shared, read-only mapping', { ...shared, by: 'copy', isWritable: false, servesWrite: false }),
    say('Continue in a shared, writable mapping', { ...shared, by: 'continue', isWritable: true, servesWrite: false }),
    say('Continue in a shared, read-only mapping', {
      ...shared,
      by: 'continue',
      isWritable: false,
      servesWrite: false,
    }),
    say('Copy into private, writable memory', { ...own, by: 'copy', isWritable: true, servesWrite: false }),
    say('Copy into private, read-only memory', { ...own, by: 'copy', isWritable: false, servesWrite: false }),
  ];
}
