import type { Machine } from '#lib/promela/machine';
import { inOrder, sum, when } from '#lib/promela/text';

/** 1, 2, .. to `most`. */
const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);

/**
 * References, frames, the LRU batches: what every rule stands on. The mapcount of a page and the entries of a swap slot
 * are no counters here; they are counted each time they are asked for.
 */
export function declareBookkeeping(m: Machine): string {
  const ptes = m.ptes.flat();
  const free = (frame: number) => `page_count(${frame}) == 0`;
  const lowest = upTo(m.frames).reduceRight((rest, frame) => `(${free(frame)} -> ${frame} : ${rest})`, '0');
  const forget = [
    ...(m.tracksExclusive ? ['F[pg].exclusive = 0'] : []),
    ...(m.features.merges ? ['F[pg].ksm = 0'] : []),
    ...m.parts.flatMap((part) => [`F[pg].data${part} = 0`, ...(m.hasFork ? [`F[pg].foreign${part} = 0`] : [])]),
  ];
  const copied = m.parts.flatMap((part) => [
    `F[to].data${part} = F[from].data${part}`,
    ...(m.hasFork ? [`F[to].foreign${part} = F[from].foreign${part}`] : []),
  ]);
  return `
#define ZERO ${m.frames + 1}
${m.features.migrates ? `#define MIGRATING ${m.frames + 1 + m.slots}\n#define is_migrating(x) (x > MIGRATING)\n` : ''}#define RO 1
#define RW 2
#define is_page(x) (x != 0 && x < ZERO)
#define page_count(pg) ${m.hasPins ? '(F[pg].refs + 1024 * F[pg].pins)' : 'F[pg].refs'}
#define maybe_pinned(pg) (page_count(pg) >= 1024)
#define mapcount(pg) ${sum([...ptes.map((pte) => `(${pte}.at == pg)`), ...(m.features.crowd > 0 ? ['F[pg].crowd'] : [])])}
inline no_longer_ksm(pg) { ${m.features.merges ? 'F[pg].ksm = 0' : 'skip'} }
#define is_ksm(pg) ${m.features.merges ? 'F[pg].ksm' : 'false'}
#define lowest_free_frame ${lowest}

/* Scratch, of no meaning between two steps. */
hidden short child_;
hidden byte page_, new_, slot_, entry_, users_, is_copy, is_own, is_kept, is_same, was_cached;
hidden byte pool_of_${m.frames}_frames_is_enough;

inline get_page(pg) { F[pg].refs++ }

/* A page is freed with its last reference; nothing of it must be left to tell two free frames apart. */
inline put_page(pg) {
  F[pg].refs--;
  ${when('page_count(pg) == 0', inOrder(...forget))}
}

${m.hasPins ? '/* unpin_user_page() */\ninline unpin_page(pg) { get_page(pg); F[pg].pins--; put_page(pg) }\n' : ''}
inline allocate(pg) {
  pg = lowest_free_frame;
  ${when('pg == 0', `assert(pool_of_${m.frames}_frames_is_enough)`)};
  F[pg].refs = 1
}

inline copy_contents(from, to) { ${inOrder(...copied)} }
${declareBatches(m)}`;
}

/** lru_cache_add() and lru_add_drain(). `cpu1` is 1 + the CPU, 0 where pages go to the LRU at once. */
function declareBatches(m: Machine): string {
  const isIsolated = m.features.isolates ? 'F[pg].isolated' : '0';
  if (!m.hasBatches)
    return `
#define is_on_lru(pg) (!${isIsolated})
inline lru_add(pg, cpu1) { skip }
inline drain(cpu1) { skip }
`;
  const drained = upTo(m.frames).map((frame) =>
    when(`F[${frame}].batch == cpu1`, `F[${frame}].batch = 0; put_page(${frame})`),
  );
  return `
#define is_on_lru(pg) (F[pg].batch == 0 && !${isIsolated})
inline lru_add(pg, cpu1) { ${when('cpu1 != 0', 'F[pg].batch = cpu1; get_page(pg)')} }
inline drain(cpu1) {
  if
  :: cpu1 != 0 ->
     ${drained.join(';\n     ')}
  :: else
  fi
}
`;
}
