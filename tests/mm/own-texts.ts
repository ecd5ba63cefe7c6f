/**
 * Released rules and proposals, said again in the language of policies of one's own. None is like the policy that it
 * says again: every point that a run may come to is answered by a line.
 */

const settings = (values: Readonly<Record<string, string>>) =>
  Object.entries({
    tracks_exclusive: 'no',
    reclaim_tests_pins: 'no',
    reclaim_tests_pins_again: 'no',
    gup_heeds_may_share: 'no',
    gup_stops_at_uffd_wp: 'no',
    clear_refs_skips_pinned: 'no',
    clear_refs_excludes_faults: 'no',
    gup_fast_sees_fork: 'no',
    thp_zero_page_gives_thp: 'no',
    hugetlb_copies_at_fork: 'no',
    hugetlb_gup_makes_writable: 'no',
    mprotect_restores_write: 'never',
    foll_force: 'dirty',
    ...values,
  }).map(([name, value]) => `set ${name} ${value}`);

const pinsKept = {
  reclaim_tests_pins: 'yes',
  clear_refs_skips_pinned: 'yes',
  clear_refs_excludes_faults: 'yes',
  gup_fast_sees_fork: 'yes',
  hugetlb_copies_at_fork: 'yes',
};

const at = (point: string, ...lines: readonly string[]) => lines.map((line) => `at ${point}: ${line}`);

const byMapcount = (point: string, measure: string) =>
  at(
    point,
    'copy when ksm and (in_swap_cache or page_count != 1)',
    'wait when locked',
    `copy when ${measure} + swap_entries = 1 and in_swap_cache and stable_write`,
    `drop swap cache when ${measure} + swap_entries = 1`,
    `reuse when ${measure} + swap_entries <= 1`,
  );

const neverUnshares = [
  ...at('unshare fault', 'copy'),
  ...at('thp unshare fault', 'split'),
  ...at('thp part unshare fault', 'copy'),
];

const swapInByMapcount = at(
  'swap-in',
  'map writable when access = write and mapcount + swap_entries = 0 and not ksm and not stable_write',
  'drop swap cache when access = write and mapcount + swap_entries = 0 and not ksm or swap_full',
);

const takes = [...at('gup read', 'take'), ...at('gup read file', 'take')];
const breaks = [...at('gup read', 'break'), ...at('gup read file', 'fault')];
const keepsPinned = [
  ...at('reclaim', 'keep when pinned'),
  ...at('clear_refs', 'skip when has_pinned and pinned and not by_pmd'),
];
const shares = at('fork', 'share');
const copiesPinned = at('fork', 'copy when has_pinned and pinned');

const mapcountRule = [
  ...byMapcount('write fault', 'mapcount'),
  ...at('thp write fault', 'wait when locked', 'reuse when max_mapcount <= 1'),
  ...byMapcount('thp part write fault', 'max_mapcount'),
  ...neverUnshares,
  ...swapInByMapcount,
];

const countRule = [
  ...at('write fault', 'copy when ksm or page_count != 1 or locked', 'reuse'),
  ...at('thp write fault', 'wait when locked', 'reuse when max_mapcount = 1'),
  ...at('thp part write fault', 'reuse when page_count = 1 and mapcount = 1 and not locked'),
  ...neverUnshares,
  ...swapInByMapcount,
];

const relaxed = (point: string, ...first: readonly string[]) =>
  at(
    point,
    ...first,
    'copy when ksm',
    'drain batch when page_count <= 3 and not on_lru',
    'copy when locked',
    'drop swap cache when page_count <= 1 + in_swap_cache',
    'reuse when page_count = 1',
  );

const exclusiveRule = [
  ...relaxed('write fault', 'reuse when exclusive'),
  ...relaxed('unshare fault', 'reuse when exclusive'),
  ...at('thp write fault', 'reuse when exclusive', 'wait when locked', 'reuse when page_count = 1', 'split'),
  ...at('thp unshare fault', 'reuse when exclusive', 'wait when locked', 'reuse when page_count = 1'),
  ...at('fork', 'share when not exclusive', 'copy when has_pinned and pinned'),
  ...at('gup read', 'unshare when pin and not exclusive'),
];

const plainParts = [
  ...relaxed('thp part write fault', 'reuse when exclusive'),
  ...relaxed('thp part unshare fault', 'reuse when exclusive'),
];

const own = 'large_mapcount > 1 and not mapped_by_many and large_mapcount = page_count';
const countedParts = [
  ...at('thp part write fault', `reuse when exclusive or ${own}`),
  ...at('thp part unshare fault', `reuse when exclusive or ${own}`),
];

/** What 5.18 asks at swap-in: the page was never in the swap cache, or it counts 1 once it has left it. */
const swapInByCount = (...does: readonly string[]) =>
  at(
    'swap-in',
    ...does.map((one) => `${one} not in_swap_cache and not ksm`),
    'drain batch when access = write and in_swap_cache and not ksm and not on_lru',
    'drop swap cache when swap_full or access = write and page_count = 2 and not ksm',
    ...does.map((one) => `${one} page_count = 1 and not ksm`),
  );

const swapInRemembered = (writable: string) => [
  ...swapInByCount(`map writable when ${writable}`, 'mark exclusive when'),
  ...at(
    'swap-in',
    `map writable when ${writable} was_exclusive and not stable_write`,
    'mark exclusive when was_exclusive and not stable_write',
  ),
];

const writableFill = 'may_be_written and (mapped_shared or filled_by = copy)';
const fills = (pte: string, ...page: readonly string[]) => [
  ...at('uffd fill', `mark pte writable when ${writableFill}`, `mark pte dirty when ${pte}`),
  ...at('uffd fill', ...page.map((when) => `mark page dirty when ${when}`)),
];

const writeProtection = (values: Readonly<Record<string, string>>) =>
  Object.entries({
    wp_protect_excludes_faults: 'no',
    wp_unprotect_excludes_faults: 'no',
    wp_group_lock: 'no',
    wp_unprotect_keeps_write: 'no',
    wp_unprotect_restores_write: 'no',
    wp_flushes_under_lock: 'no',
    wp_fault_flushes_pending: 'no',
    wp_reuses_mapped_once: 'no',
    ...values,
  }).map(([name, value]) => `set ${name} ${value}`);

/** By the id of the policy that is said again: what it is like, and its lines. */
export const retold: Readonly<Record<string, { readonly like: string; readonly lines: readonly string[] }>> = {
  A1: {
    like: 'A7+B0+C1',
    lines: [
      ...mapcountRule.filter((line) => !line.startsWith('at thp write')),
      ...at('thp write fault', 'wait when locked', 'reuse when max_mapcount <= 1', 'copy'),
      ...takes,
      ...shares,
      ...settings({ thp_zero_page_gives_thp: 'yes' }),
    ],
  },
  A2: {
    like: 'A7+B0+C1',
    lines: [
      ...mapcountRule,
      ...breaks,
      ...shares,
      ...settings({ hugetlb_gup_makes_writable: 'yes', gup_stops_at_uffd_wp: 'yes' }),
    ],
  },
  A3: { like: 'A1+B0+C1', lines: [...countRule, ...takes, ...shares, ...settings({})] },
  A4: { like: 'A7+B0+C1', lines: [...countRule, ...takes, ...copiesPinned, ...settings({})] },
  A5: { like: 'A1+B4+C1', lines: [...countRule, ...takes, ...copiesPinned, ...settings(pinsKept)] },
  A6: {
    like: 'A1+B4+C3',
    lines: [
      ...relaxed('write fault'),
      ...at('thp write fault', 'wait when locked', 'reuse when page_count = 1'),
      ...relaxed('thp part write fault'),
      ...neverUnshares,
      ...swapInByCount('map writable when access = write and'),
      ...takes,
      ...copiesPinned,
      ...keepsPinned,
      ...settings({ ...pinsKept, reclaim_tests_pins: 'no', clear_refs_skips_pinned: 'no' }),
    ],
  },
  A7: {
    like: 'A1+B5+C3',
    lines: [
      ...exclusiveRule,
      ...plainParts,
      ...swapInRemembered('access = write and'),
      ...settings({ ...pinsKept, tracks_exclusive: 'yes' }),
    ],
  },
  A8m: {
    like: 'A1+B5r+C3',
    lines: [
      ...exclusiveRule,
      ...countedParts,
      ...at('gup read file', 'fault when pin and longterm'),
      ...swapInRemembered(''),
      ...keepsPinned,
      ...at('mprotect rw', 'restore when exclusive'),
      ...settings({
        ...pinsKept,
        tracks_exclusive: 'yes',
        reclaim_tests_pins_again: 'yes',
        foll_force: 'exclusive',
        thp_zero_page_gives_thp: 'yes',
      }),
    ],
  },
  P2: {
    like: 'A7+B0+C1',
    lines: [
      ...countRule,
      ...at('gup read', 'unshare when mapcount > 1 and not ksm'),
      ...copiesPinned,
      ...settings(pinsKept),
    ],
  },
  P5: {
    like: 'A1+B0+C1',
    lines: [
      ...mapcountRule,
      ...at('gup read', 'break when not may_share'),
      ...at('gup read file', 'fault when not may_share'),
      ...shares,
      ...settings({ hugetlb_gup_makes_writable: 'yes', gup_stops_at_uffd_wp: 'yes' }),
    ],
  },
  B1: {
    like: 'B6',
    lines: writeProtection({ wp_protect_excludes_faults: 'yes', wp_unprotect_keeps_write: 'yes' }),
  },
  B2: { like: 'B0+A4', lines: writeProtection({ wp_group_lock: 'yes' }) },
  B3: { like: 'B0+A4', lines: writeProtection({ wp_reuses_mapped_once: 'yes' }) },
  B4: { like: 'A5+B6', lines: writeProtection({ wp_fault_flushes_pending: 'yes' }) },
  B6: { like: 'B0+A4', lines: writeProtection({ wp_flushes_under_lock: 'yes' }) },
  C1: {
    like: 'A1+B0+C5',
    lines: fills(
      `${writableFill} or filled_by = copy and not mapped_shared`,
      'mapped_shared and filled_by != continue and not may_be_written',
    ),
  },
  C3: { like: 'A5+B4+C0', lines: fills('not (filled_by = zero and not mapped_shared)') },
  C5: {
    like: 'C3',
    lines: fills(
      `serves_write and ${writableFill}`,
      'filled_by != continue and not (filled_by = zero and not mapped_shared)',
    ),
  },
  D1: { like: 'A5+B4+C3+D0', lines: ['set uffd_hands_over yes'] },
};

/** A text that brings the policy under the name `own`. */
export function retell(id: string): string {
  const { like, lines } = retold[id] ?? { like: id, lines: [] };
  return [`policy own like ${like}`, ...lines].join('\n');
}

/** Pages that userfaultfd brings, into every kind of mapping, for a reader and for a writer. */
export const fillTexts: readonly string[] = [
  'map v',
  'map shared v of F',
  'map shared ro v of F',
  'map private v of F',
].flatMap((mapping) =>
  ['copy P:v = DATA', 'zero P:v', 'continue P:v'].flatMap((fill) =>
    ['read v -> seen', 'write v = NEW'].map((access) =>
      [
        'mm fill',
        'kernel K',
        `P: ${mapping}`,
        ...(mapping === 'map v' ? [] : ['Q: map shared w of F', 'Q: fill F = KEPT']),
        'K: clear_refs P',
        `M: uffd register ${fill.startsWith('continue') ? 'minor' : 'missing'} P:v -> registered`,
        'concurrently',
        `P: ${access}`,
        `M: uffd ${fill} -> filled`,
        'then',
        'K: pagemap P:v -> bit',
        'P: read v -> last',
        'finally dirty(P:v) = 1',
        'finally page_dirty(P:v) = 1',
        'finally writable(P:v) = 1',
      ].join('\n'),
    ),
  ),
);
