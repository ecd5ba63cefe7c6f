import { isMappedByMany, largeMapcount, maxMapcount } from '#lib/mm/folio';
import { type Memory, subMapcount } from '#lib/mm/memory';
import { COPY, type Decision, type HugeDecision, REUSE, SPLIT, type ThpRules, WAIT } from '#lib/mm/policy';
import { alwaysCopy, reuseByRelaxedCount, tell } from '#lib/mm/rule/reuse';

/**
 * Write faults on THPs. On a PMD the page lock is waited for, never taken for a user; whatever splits the PMD leaves the
 * rest to the PTE rule. A copy is of the whole 2 MiB up to 5.7, and of one base page from 3917c80280c9 (5.8) on.
 */

/** `do_huge_pmd_wp_page()` up to 5.17: mappings decide, whatever base pages are asked. */
function reusePmdByMapcount(m: Memory, page: number, otherwise: HugeDecision): HugeDecision {
  if (m.isLocked(page)) return WAIT;
  const users = maxMapcount(m, page);
  if (m.talk !== null) tell(m.talk, `mapcount ${users}`, `asks for the mappings of the THP: ${users}`);
  return users <= 1 ? REUSE : otherwise;
}

/** 3bff7e3f1f16 (5.18): the count decides on a PMD too. A THP of the model is not in the swap cache. */
function reusePmdByCount(m: Memory, page: number): HugeDecision {
  if (m.isLocked(page)) return WAIT;
  const count = m.count(page);
  if (m.talk !== null) tell(m.talk, `page_count ${count}`, `asks for page_count of the THP: ${count}`);
  return count === 1 ? REUSE : SPLIT;
}

/** 6c287605fd56 (5.19). */
function reusePmdIfExclusive(m: Memory, page: number): HugeDecision {
  if (!m.isExclusive(page, 0)) {
    const decision = reusePmdByCount(m, page);
    if (m.talk !== null && decision !== WAIT)
      tell(
        m.talk,
        `not exclusive, ${m.talk.asked ?? ''}`,
        `asks for PageAnonExclusive: not set, then ${m.talk.why ?? ''}`,
      );
    return decision;
  }
  if (m.talk !== null) tell(m.talk, 'exclusive', 'asks for PageAnonExclusive of the THP: set');
  return REUSE;
}

/** `reuse_swap_page()` of a part: the most mappings that any part has. */
function reuseSubByMapcount(m: Memory, page: number): Decision {
  if (m.isLocked(page)) return WAIT;
  const users = maxMapcount(m, page);
  if (m.talk !== null)
    tell(m.talk, `mapcount ${users}`, `asks for the mappings of the THP's most mapped part: ${users}`);
  return users <= 1 ? REUSE : COPY;
}

/** 09854ba94c6a: the count is the whole folio's, so it is 1 only when a single part is still mapped. */
function reuseSubByCount(m: Memory, page: number, sub: number): Decision {
  const count = m.count(page);
  if (m.talk !== null) tell(m.talk, `page_count ${count}`, `asks for page_count of the whole THP: ${count}`);
  if (count !== 1 || subMapcount(m, page, sub) !== 1) return COPY;
  if (!m.isLocked(page)) return REUSE;
  if (m.talk !== null) tell(m.talk, 'page locked', 'asks for the page lock without waiting, and somebody has it');
  return COPY;
}

/** What `otherwise` says of a part that is not marked exclusive. */
function reuseSubUnless(m: Memory, page: number, sub: number, otherwise: () => Decision): Decision {
  if (m.isExclusive(page, sub)) {
    if (m.talk !== null) tell(m.talk, 'exclusive', 'asks for PageAnonExclusive of this part of the THP: set');
    return REUSE;
  }
  const decision = otherwise();
  if (m.talk !== null)
    tell(
      m.talk,
      `not exclusive, ${m.talk.asked ?? ''}`,
      `asks for PageAnonExclusive of this part: not set, then ${m.talk.why ?? ''}`,
    );
  return decision;
}

/** 5.19 to 6.4 at least: the base page's rule, asked of the whole folio. */
function reuseSubPlain(m: Memory, page: number, sub: number, cpu: number): Decision {
  return reuseSubUnless(m, page, sub, () => reuseByRelaxedCount(m, page, cpu));
}

/** `wp_can_reuse_anon_folio()` of 6.12: parts of large folios are left to others. */
function reuseSubExclusiveOnly(m: Memory, page: number, sub: number): Decision {
  return reuseSubUnless(m, page, sub, () => {
    if (m.talk !== null) tell(m.talk, 'part of a large folio', 'does not ask further on a part of a large folio');
    return COPY;
  });
}

/** 20250303163014.1128035-14-david@redhat.com (6.18 has it): every reference must be a mapping of this address space. */
function reuseSubByLargeMapcount(m: Memory, page: number, sub: number): Decision {
  return reuseSubUnless(m, page, sub, () => {
    const total = largeMapcount(m, page);
    const count = m.count(page);
    const isShared = isMappedByMany(m, page);
    if (m.talk !== null) {
      const who = isShared ? 'several address spaces' : 'one address space';
      const asked = `asks for all mappings of the folio: ${total}, by ${who}, and page_count: ${count}`;
      tell(m.talk, `large mapcount ${total} of ${who}, page_count ${count}`, asked);
    }
    // A single mapping left of a large folio: copy, so that the folio is given back.
    return total > 1 && !isShared && total === count ? REUSE : COPY;
  });
}

/** The proposals of December 2021: the PMD is split, and the part that GUP wants is copied. */
function unshareBySplitting(m: Memory, page: number): HugeDecision {
  const mapped = m.mapcount(page);
  if (m.talk !== null) tell(m.talk, `mapcount ${mapped}`, `asks for the mappings of the THP: ${mapped}`);
  return SPLIT;
}

const byMapcount = {
  unshare: unshareBySplitting,
  reuseSub: reuseSubByMapcount,
  unshareSub: (m: Memory, page: number) => alwaysCopy(m, page),
};

/** A1, and A2 as it was brought back to stable kernels. */
export const thpCopiesWhole: ThpRules = {
  ...byMapcount,
  reuse: (m, page) => reusePmdByMapcount(m, page, COPY),
  // v5.7 do_huge_pmd_wp_page(): the huge zero page goes straight to where a THP is allocated.
  storesIntoZeroGetThp: true,
};

/** 5.8, and the proposals that ask for mappings. */
export const thpByMapcount: ThpRules = { ...byMapcount, reuse: (m, page) => reusePmdByMapcount(m, page, SPLIT) };

/** 5.9 to 5.17: mappings on the PMD, the count on its parts. */
export const thpByMapcountThenCount: ThpRules = { ...thpByMapcount, reuseSub: reuseSubByCount };

/** 5.18. */
export const thpByCount: ThpRules = {
  ...byMapcount,
  reuse: reusePmdByCount,
  reuseSub: (m, page, _, cpu) => reuseByRelaxedCount(m, page, cpu),
};

/** 5.19 to 6.4 at least: unshare faults ask what write faults ask. */
export const thpExclusive: ThpRules = {
  reuse: reusePmdIfExclusive,
  unshare: reusePmdIfExclusive,
  reuseSub: reuseSubPlain,
  unshareSub: reuseSubPlain,
};

/** 6.12. */
export const thpExclusiveOnly: ThpRules = {
  ...thpExclusive,
  reuseSub: reuseSubExclusiveOnly,
  unshareSub: reuseSubExclusiveOnly,
};

/** 6.18 on. */
export const thpExclusiveThenMapcount: ThpRules = {
  ...thpExclusive,
  reuseSub: reuseSubByLargeMapcount,
  unshareSub: reuseSubByLargeMapcount,
  // Seen on 6.18.44.
  storesIntoZeroGetThp: true,
};
