import { devices } from '#lib/promela/features';
import type { Machine } from '#lib/promela/machine';
import { inOrder, sum, when } from '#lib/promela/text';

/** The page lock, swap slots and the swap cache. Without a swap-out in the scenario there are none, and the questions answer themselves. */
export function declareSwapCache(m: Machine): string {
  const { devices: used, locks, writeback } = m.features;
  const isLocked = `\n#define is_locked(pg) ${locks ? 'F[pg].locked' : 'false'}`;
  if (m.slots === 0)
    return `${isLocked}
#define is_writeback(pg) false
#define is_stable(pg) false
#define is_full false
#define in_swap_cache(pg) 0
#define swap_users(pg) 0
inline drop_swap_cache(pg) { skip }
inline try_to_free_swap(pg) { skip }
`;
  const slots = Array.from({ length: m.slots }, (_, index) => index + 1);
  const isFree = (slot: number) => `S[${slot}].cached == 0 && entries(${slot}) == 0`;
  const lowest = slots.reduceRight((rest, slot) => `(${isFree(slot)} -> ${slot} : ${rest})`, '0');
  const forget = m.parts.flatMap((part) => [
    `S[sl].data${part} = 0`,
    ...(m.hasFork ? [`S[sl].foreign${part} = 0`] : []),
  ]);
  return `${isLocked}
#define is_writeback(pg) ${writeback ? 'F[pg].writeback' : 'false'}
#define is_stable(pg) ${used.has('stable') && writeback ? `(F[pg].writeback && swap_device == ${devices.stable})` : 'false'}
#define is_full ${used.has('full') ? `(swap_device == ${devices.full})` : 'false'}
#define is_slow ${writeback ? `(swap_device == ${devices.slow} || swap_device == ${devices.stable})` : 'false'}
#define is_swap(x) ${m.features.migrates ? `(x > ZERO && x <= ZERO + ${m.slots})` : '(x > ZERO)'}
#define slot_in(x) (x - ZERO)
#define in_swap_cache(pg) (F[pg].slot != 0)
#define entries(sl) ${sum([...m.ptes.flat().map((pte) => `(${pte}.at == ZERO + sl)`), ...(m.features.crowd > 0 ? ['S[sl].crowd'] : [])])}
#define swap_users(pg) (F[pg].slot != 0 -> entries(F[pg].slot) : 0)
#define lowest_free_slot ${lowest}

/* A slot that neither a PTE nor the swap cache needs is free. */
inline slot_unused(sl) {
  ${when('S[sl].cached == 0 && entries(sl) == 0', inOrder(...forget))}
}

/* delete_from_swap_cache() */
inline drop_swap_cache(pg) {
  slot_ = F[pg].slot;
  F[pg].slot = 0;
  S[slot_].cached = 0;
  slot_unused(slot_);
  put_page(pg)
}

/* try_to_free_swap(): only when no swap PTE is left, and nobody writes the page. */
inline try_to_free_swap(pg) {
  ${when('in_swap_cache(pg) && swap_users(pg) == 0 && !is_writeback(pg)', 'drop_swap_cache(pg)')}
}
`;
}
