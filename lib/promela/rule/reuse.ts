/** Names of the rules by which do_wp_page() decides. */
export type ReuseRule = 'mapcount' | 'count' | 'relaxed count' | 'exclusive' | 'always copy';

interface Reuse {
  /** Inlines that the rule needs. Each leaves its answer in `is_copy`. */
  readonly text: string;
  /** Call on a page; `cpu1` is 1 + the CPU of the fault, 0 for none. */
  call(page: string, cpu1: number): string;
  /** Whether it sleeps on the page lock. */
  readonly sleeps: boolean;
}

const relaxed = `
/* 53a05ad9f21d, d4c470970d45: the swap cache and this CPU's batch are tried before the count is believed. */
inline reuse_by_relaxed_count(pg, cpu1) {
  if
  :: is_ksm(pg) || page_count(pg) > 3 -> is_copy = 1
  :: else ->
     if :: !is_on_lru(pg) -> drain(cpu1) :: else fi;
     if
     :: page_count(pg) > 1 + in_swap_cache(pg) || is_locked(pg) -> is_copy = 1
     :: else -> try_to_free_swap(pg); is_copy = (page_count(pg) != 1)
     fi
  fi
}
`;

export const reuseRules: Readonly<Record<ReuseRule, Reuse>> = {
  mapcount: {
    text: `
/* reuse_swap_page(): mappings plus swap entries. It sleeps on the page lock: see the guards. */
inline reuse_by_mapcount(pg) {
  if
  :: is_ksm(pg) ->
     /* reuse_ksm_page(): its last mapping takes a page over, where nobody else refers to it. */
     is_copy = (in_swap_cache(pg) || page_count(pg) != 1);
     if :: !is_copy -> no_longer_ksm(pg) :: else fi
  :: else ->
     users_ = mapcount(pg) + swap_users(pg);
     is_copy = (users_ > 1 || (users_ == 1 && in_swap_cache(pg) && is_stable(pg)));
     if :: !is_copy && users_ == 1 && in_swap_cache(pg) && !is_writeback(pg) -> drop_swap_cache(pg) :: else fi
  fi
}
`,
    call: (page) => `reuse_by_mapcount(${page})`,
    sleeps: true,
  },
  count: {
    text: `
/* 09854ba94c6a: any second reference means a copy, and so does a page lock that somebody has. */
inline reuse_by_count(pg) { is_copy = (is_ksm(pg) || page_count(pg) != 1 || is_locked(pg)) }
`,
    call: (page) => `reuse_by_count(${page})`,
    sleeps: false,
  },
  'relaxed count': {
    text: relaxed,
    call: (page, cpu1) => `reuse_by_relaxed_count(${page}, ${cpu1})`,
    sleeps: false,
  },
  exclusive: {
    text: `${relaxed}
/* 6c287605fd56: a page that is marked exclusive is reused without counting. */
inline reuse_if_exclusive(pg, cpu1) {
  if
  :: F[pg].exclusive -> is_copy = 0
  :: else -> reuse_by_relaxed_count(pg, cpu1)
  fi
}
`,
    call: (page, cpu1) => `reuse_if_exclusive(${page}, ${cpu1})`,
    sleeps: false,
  },
  'always copy': { text: '', call: () => 'is_copy = 1', sleeps: false },
};
