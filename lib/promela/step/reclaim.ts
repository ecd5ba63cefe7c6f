import type { Option } from '#lib/promela/option';
import { hasKept } from '#lib/promela/state';
import { handleIn, heldBy, type Played, placeIn, type StepText, taskOf } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** shrink_page_list(): into the swap cache; unmap one PTE after the other; write out and free. */
export const swapout: StepText = {
  verb: 'swapout',
  options: (played) => {
    const { m } = played;
    const { pte } = placeIn(played);
    const task = taskOf(played);
    const looksPinned =
      m.rules.reclaimTestsPins && m.hasPins ? `in_swap_cache(${pte}.at) || !maybe_pinned(${pte}.at)` : '';
    const mayIsolate = all(`is_page(${pte}.at)`, `is_on_lru(${pte}.at)`, looksPinned === '' ? '' : `(${looksPinned})`);
    const addToSwap = inOrder(
      'slot_ = lowest_free_slot',
      'F[page_].slot = slot_',
      'S[slot_].cached = page_',
      'get_page(page_)',
    );
    const isolate = inOrder(
      `page_ = ${pte}.at`,
      when('!in_swap_cache(page_)', addToSwap),
      'get_page(page_)',
      'F[page_].locked = 1',
      `${task}.old = page_`,
      `${task}.part = 1`,
    );
    return [
      { guard: `${task}.part == 0 && !(${mayIsolate})`, does: '', ends: true },
      { guard: `${task}.part == 0 && ${mayIsolate}`, does: isolate, ends: false },
      ...unmapOptions(played, task),
      { guard: `${task}.part == 2`, does: writeOut(played, task), ends: true },
    ];
  },
};

/** try_to_unmap(). From 5.19 on a pin is looked for again once the PTE is cleared: then the page stays. */
function unmapOptions({ m }: Played, task: string): readonly Option[] {
  const unmapOne = m.ptes.flatMap((ptes, mm) =>
    ptes.map((pte) => {
      const stale = m
        .threadsOf(mm)
        .filter((actor) => m.hasStale(actor))
        .map((actor) => when(`${m.tasks[actor]}.old == page_`, `${m.tasks[actor]}.stale = 1`));
      const does = inOrder(
        ...stale,
        `${pte}.at = ZERO + F[page_].slot`,
        `${pte}.rw = 0`,
        hasKept(m) ? `${pte}.kept = F[page_].exclusive; F[page_].exclusive = 0` : '',
        'put_page(page_)',
      );
      return `:: ${pte}.at == page_ -> ${does}`;
    }),
  );
  // The first of the PTEs that map the page: a chain of alternatives, since `if` would choose any.
  const chain = unmapOne.reduceRight((rest, one) => `if ${one} :: else -> ${rest} fi`, 'skip');
  const isKept =
    m.tracksExclusive && m.hasPins
      ? `F[${task}.old].exclusive && maybe_pinned(${task}.old) && mapcount(${task}.old) > 0`
      : '';
  return [
    ...(isKept === '' ? [] : [{ guard: `${task}.part == 1 && ${isKept}`, does: letGo(task), ends: true }]),
    {
      guard: all(`${task}.part == 1`, isKept === '' ? '' : `!(${isKept})`),
      does: inOrder(`page_ = ${task}.old`, chain, when('mapcount(page_) == 0', `${task}.part = 2`)),
      ends: false,
    },
  ];
}

/** pageout(), __remove_mapping(): only a page that nobody else refers to is written out and freed. */
function writeOut({ m }: Played, task: string): string {
  const contents = m.parts.flatMap((part) => [
    `S[slot_].data${part} = F[page_].data${part}`,
    ...(m.hasFork ? [`S[slot_].foreign${part} = F[page_].foreign${part}`] : []),
  ]);
  const free = inOrder(
    'slot_ = F[page_].slot',
    when('entries(slot_) > 0', inOrder(...contents)),
    'drop_swap_cache(page_)',
  );
  return inOrder(
    `page_ = ${task}.old`,
    when('page_count(page_) == 2 && in_swap_cache(page_) && mapcount(page_) == 0', free),
    letGo(task),
  );
}

/** Ends the isolation. */
function letGo(task: string): string {
  return inOrder(
    `page_ = ${task}.old`,
    'F[page_].locked = 0',
    `${task}.old = 0`,
    `${task}.part = 0`,
    'put_page(page_)',
  );
}

/** get_page_unless_zero() by somebody who only looks. */
export const speculate: StepText = {
  verb: 'speculate',
  options: (played) => {
    const { pte } = placeIn(played);
    const held = heldBy(played.m, handleIn(played, 'HANDLE'));
    const does = when(`is_page(${pte}.at)`, `get_page(${pte}.at); ${held} = ${pte}.at`);
    return [{ guard: 'true', does, ends: true }];
  },
};

/** lru_add_drain() on a CPU. */
export const drainCpu: StepText = {
  verb: 'drain cpu',
  options: ({ line }) => {
    const cpu = Number(line.step.args.NUMBER ?? '0');
    return [{ guard: 'true', does: `drain(${cpu + 1})`, ends: true }];
  },
};
