import type { Option } from '#lib/promela/option';
import { type Played, placeIn, type StepText, taskOf } from '#lib/promela/step';
import { pageTableLock } from '#lib/promela/step/reclaim';
import { all, firstOf, inOrder, when } from '#lib/promela/text';

/** __unmap_and_move(): isolate; a migration entry in place of each PTE; move; the PTEs again, one by one. */
function options(played: Played): readonly Option[] {
  const { m } = played;
  const { pte } = placeIn(played);
  const task = taskOf(played);
  const mayIsolate = all(
    `is_page(${pte}.at)`,
    `is_on_lru(${pte}.at)`,
    `!is_locked(${pte}.at)`,
    m.features.writeback ? `!is_writeback(${pte}.at)` : '',
  );
  const isolate = inOrder(
    `page_ = ${pte}.at`,
    'get_page(page_)',
    'F[page_].isolated = 1',
    'F[page_].locked = 1',
    `${task}.old = page_`,
    `${task}.part = UNMAPPING`,
  );
  return [
    { guard: `${task}.part == 0 && !(${mayIsolate})`, does: '', ends: true },
    { guard: `${task}.part == 0 && ${mayIsolate}`, does: isolate, ends: false },
    ...unmapOptions(played, task),
    { guard: `${task}.part == MOVING`, does: move(played, task), ends: false },
    ...restoreOptions(played, task),
  ];
}

/** try_to_migrate(): a page that is exclusive and pinned gets its PTE back at once. */
function unmapOptions({ m }: Played, task: string): readonly Option[] {
  const entryOf = (pte: string) => `(${pte}.rw -> 2 : ${m.tracksExclusive ? 'F[page_].exclusive' : '0'})`;
  const chain = firstOf(
    m.ptes.flat().map((pte) => ({
      test: `${pte}.at == page_`,
      does: inOrder(
        `${pte}.entry = ${entryOf(pte)}`,
        `${pte}.at = MIGRATING + page_`,
        `${pte}.rw = 0`,
        m.tracksExclusive ? 'F[page_].exclusive = 0' : '',
        'put_page(page_)',
      ),
    })),
  );
  const isKept =
    m.tracksExclusive && m.hasPins
      ? `F[${task}.old].exclusive && maybe_pinned(${task}.old) && mapcount(${task}.old) > 0`
      : 'false';
  return [
    {
      guard: all(`${task}.part == UNMAPPING`, pageTableLock(m, `${task}.old`)),
      does: inOrder(
        `page_ = ${task}.old`,
        `if :: ${isKept} -> ${task}.part = RESTORING :: else -> ${chain}; ${when('mapcount(page_) == 0', `${task}.part = MOVING`)} fi`,
      ),
      ends: false,
    },
  ];
}

/** migrate_page_move_mapping(): only where nobody but the swap cache and migration itself refers to the page. */
function move({ m }: Played, task: string): string {
  const cache = inOrder(
    'slot_ = F[page_].slot',
    'F[new_].slot = slot_',
    'S[slot_].cached = new_',
    'get_page(new_)',
    'F[page_].slot = 0',
    'put_page(page_)',
  );
  const moved = inOrder(
    'allocate(new_)',
    'copy_contents(page_, new_)',
    m.features.merges ? 'F[new_].ksm = F[page_].ksm' : '',
    m.slots > 0 ? when('in_swap_cache(page_)', cache) : '',
    'F[new_].locked = 1',
    'F[new_].isolated = 1',
    `${task}.moved = new_`,
  );
  return inOrder(
    `page_ = ${task}.old`,
    when('page_count(page_) == 1 + in_swap_cache(page_) && mapcount(page_) == 0', moved),
    `${task}.part = RESTORING`,
  );
}

/** remove_migration_ptes(), and the old page is let go of. */
function restoreOptions({ m, line }: Played, task: string): readonly Option[] {
  const ptes = m.ptes.flat();
  const old = `MIGRATING + ${task}.old`;
  const anyLeft = ptes.map((pte) => `${pte}.at == ${old}`).join(' || ');
  const restored = ptes.map((pte) => ({
    test: `${pte}.at == ${old}`,
    does: inOrder(
      'get_page(page_)',
      `${pte}.at = page_`,
      `${pte}.rw = (${pte}.entry == 2 && ${pte}.vma == RW)`,
      m.tracksExclusive ? when(`${pte}.entry != 0`, 'F[page_].exclusive = 1') : '',
      `${pte}.entry = 0`,
    ),
  }));
  const putBack = inOrder(
    `new_ = ${task}.moved`,
    `${task}.moved = 0`,
    'F[new_].locked = 0',
    'F[new_].isolated = 0',
    `lru_add(new_, ${m.batchOf(line.actor)})`,
    'put_page(new_)',
  );
  const done = inOrder(
    `page_ = ${task}.old`,
    'F[page_].isolated = 0',
    'F[page_].locked = 0',
    `${task}.old = 0`,
    `${task}.part = 0`,
    when(`${task}.moved != 0`, putBack),
    'put_page(page_)',
  );
  return [
    {
      guard: all(`${task}.part == RESTORING`, `(${anyLeft})`, pageTableLock(m, `(${old})`)),
      does: inOrder(`page_ = (${task}.moved != 0 -> ${task}.moved : ${task}.old)`, firstOf(restored)),
      ends: false,
    },
    { guard: `${task}.part == RESTORING && !(${anyLeft})`, does: done, ends: true },
  ];
}

export const migrate: StepText = { verb: 'migrate', options };
