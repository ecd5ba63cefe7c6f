import type { Machine } from '#lib/promela/machine';
import type { Option } from '#lib/promela/option';
import { hasKept } from '#lib/promela/state';
import { type Played, placeIn, pteIn, type StepText, taskOf } from '#lib/promela/step';
import { all, firstOf, inOrder, when } from '#lib/promela/text';

/** shrink_page_list(): into the swap cache; unmap one PTE after the other; write out and free. */
function reclaim(played: Played, pte: string, isOwn: boolean): readonly Option[] {
  const { m, line } = played;
  const task = taskOf(played);
  // madvise_pageout() drains its CPU's batch before it looks.
  const cpu1 = isOwn && m.hasBatches ? m.batchOf(line.actor) : 0;
  const page = `${pte}.at`;
  const isOnLru = cpu1 > 0 ? `(F[${page}].batch == ${cpu1} || is_on_lru(${page}))` : `is_on_lru(${page})`;
  const count = cpu1 > 0 ? `page_count(${page}) - (F[${page}].batch == ${cpu1})` : `page_count(${page})`;
  const mayIsolate = all(
    `is_page(${page})`,
    isOnLru,
    cpu1 > 0 ? `!F[${page}].isolated` : '',
    `!is_locked(${page})`,
    m.features.writeback ? `!is_writeback(${page})` : '',
    // madvise_cold_or_pageout_pte_range()
    isOwn ? `mapcount(${page}) == 1` : '',
    m.rules.reclaimTestsPins && m.hasPins ? `(in_swap_cache(${page}) || ${count} < 1024)` : '',
  );
  const addToSwap = inOrder(
    'slot_ = lowest_free_slot',
    'F[page_].slot = slot_',
    'S[slot_].cached = page_',
    'get_page(page_)',
  );
  const drain = cpu1 > 0 ? `drain(${cpu1})` : '';
  const isolate = inOrder(
    drain,
    `page_ = ${page}`,
    when('!in_swap_cache(page_)', addToSwap),
    'get_page(page_)',
    'F[page_].isolated = 1',
    'F[page_].locked = 1',
    `${task}.old = page_`,
    `${task}.part = UNMAPPING`,
  );
  return [
    { guard: `${task}.part == 0 && !(${mayIsolate})`, does: drain, ends: true },
    { guard: `${task}.part == 0 && ${mayIsolate}`, does: isolate, ends: false },
    ...unmapOptions(played, task),
    ...writeOutOptions(m, task),
  ];
}

export const swapout: StepText = {
  verb: 'swapout',
  options: (played) => reclaim(played, placeIn(played).pte, false),
};

export const pageout: StepText = {
  verb: 'pageout',
  options: (played) => reclaim(played, pteIn(played, 'VAR').pte, true),
};

/** The first PTE that maps a page decides: a condition that asks, of the one that it is, what `test` says. */
function ofFirst(m: Machine, page: string, test: (mm: number) => string, otherwise: string): string {
  return m.ptes
    .flatMap((ptes, mm) => ptes.map((pte) => ({ pte, mm })))
    .reduceRight((rest, { pte, mm }) => `(${pte}.at == ${page} -> ${test(mm)} : ${rest})`, otherwise);
}

/** A fork that a lockless walk can meet half-way holds the page-table lock from one part to the next. */
export function pageTableLock(m: Machine, page: string): string {
  if (m.features.walked.size === 0) return '';
  return ofFirst(m, page, (mm) => (m.isWalked(mm) ? `${m.found[mm]} == 0` : 'true'), 'true');
}

/** try_to_unmap(). From 5.19 on a pin is looked for again once the PTE is cleared: then the page stays. */
function unmapOptions({ m, line }: Played, task: string): readonly Option[] {
  const unmapOne = m.ptes.flatMap((ptes, mm) =>
    ptes.map((pte) => {
      const stale = m
        .threadsOf(mm)
        .filter((actor) => actor !== line.actor && m.hasStale(actor))
        .map((actor) => when(`${m.tasks[actor]}.old == page_`, `${m.tasks[actor]}.stale = 1`));
      const does = inOrder(
        ...stale,
        `${pte}.at = ZERO + F[page_].slot`,
        `${pte}.rw = 0`,
        hasKept(m) ? `${pte}.kept = F[page_].exclusive; F[page_].exclusive = 0` : '',
        'put_page(page_)',
      );
      return { test: `${pte}.at == page_`, does };
    }),
  );
  const crowd = inOrder(
    'S[F[page_].slot].crowd = S[F[page_].slot].crowd + F[page_].crowd',
    'F[page_].refs = F[page_].refs - F[page_].crowd',
    'F[page_].crowd = 0',
  );
  const chain = firstOf(unmapOne, m.features.crowd > 0 ? crowd : 'skip');
  const isKept =
    m.tracksExclusive && m.hasPins
      ? `F[${task}.old].exclusive && maybe_pinned(${task}.old) && mapcount(${task}.old) > 0`
      : '';
  const lock = pageTableLock(m, `${task}.old`);
  const unmaps = all(`${task}.part == UNMAPPING`, lock);
  return [
    ...(isKept === '' ? [] : [{ guard: all(unmaps, isKept), does: letGo(task), ends: true }]),
    {
      guard: all(unmaps, isKept === '' ? '' : `!(${isKept})`),
      does: inOrder(`page_ = ${task}.old`, chain, when('mapcount(page_) == 0', `${task}.part = WRITING`)),
      ends: false,
    },
  ];
}

/** pageout(), __remove_mapping(): only a page that nobody else refers to is written out and freed. */
function writeOutOptions(m: Machine, task: string): readonly Option[] {
  const old = `${task}.old`;
  const isPinned = m.rules.reclaimTestsPinsAgain && m.hasPins ? `!maybe_pinned(${old})` : '';
  const mayFree = all(isPinned, `page_count(${old}) == 2`, `in_swap_cache(${old})`, `mapcount(${old}) == 0`);
  const writes = `${task}.part == WRITING`;
  if (!m.features.writeback)
    return [{ guard: writes, does: inOrder(`page_ = ${old}`, when(mayFree, free(m)), letGo(task)), ends: true }];
  const begin = inOrder(`F[${old}].writeback = 1`, `${task}.writes = ${old}`, letGo(task), `${task}.part = WRITTEN`);
  // end_page_writeback(); the next pass of reclaim frees the page, if the swap cache alone still has it.
  const end = inOrder(
    `page_ = ${task}.writes`,
    'F[page_].writeback = 0',
    `${task}.writes = 0`,
    when('page_count(page_) == 1 && !is_locked(page_)', free(m)),
    `${task}.part = 0`,
  );
  return [
    { guard: `${writes} && !(${mayFree})`, does: letGo(task), ends: true },
    { guard: `${writes} && ${mayFree} && !is_slow`, does: `page_ = ${old}; ${free(m)}; ${letGo(task)}`, ends: true },
    { guard: `${writes} && ${mayFree} && is_slow`, does: begin, ends: false },
    { guard: `${task}.part == WRITTEN`, does: end, ends: true },
  ];
}

/** The slot has the contents now, and `page_` leaves the swap cache. */
function free(m: Machine): string {
  const contents = m.parts.flatMap((part) => [
    `S[slot_].data${part} = F[page_].data${part}`,
    ...(m.hasFork ? [`S[slot_].foreign${part} = F[page_].foreign${part}`] : []),
  ]);
  return inOrder('slot_ = F[page_].slot', when('entries(slot_) > 0', inOrder(...contents)), 'drop_swap_cache(page_)');
}

/** Ends the isolation. */
function letGo(task: string): string {
  return inOrder(
    `page_ = ${task}.old`,
    'F[page_].isolated = 0',
    'F[page_].locked = 0',
    `${task}.old = 0`,
    `${task}.part = 0`,
    'put_page(page_)',
  );
}
