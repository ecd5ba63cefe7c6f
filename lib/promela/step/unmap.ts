import type { Machine } from '#lib/promela/machine';
import { hasKept } from '#lib/promela/state';
import { mmapLock, mmapLockToRead, type Played, placeOf, pteIn, type StepText } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** zap_pte_range() for one PTE: with its last user the swap cache goes along, unless somebody has the page locked. */
function zap(m: Machine, pte: string): string {
  const clear = inOrder(
    `${pte}.at = 0`,
    `${pte}.rw = 0`,
    hasKept(m) ? `${pte}.kept = 0` : '',
    m.features.migrates ? `${pte}.entry = 0` : '',
  );
  const dropCache = 'mapcount(page_) == 0 && !is_locked(page_)';
  const page = inOrder(
    `page_ = ${pte}.at`,
    clear,
    m.slots > 0 ? when(dropCache, 'try_to_free_swap(page_)') : '',
    'put_page(page_)',
  );
  const entry = inOrder(
    `entry_ = slot_in(${pte}.at)`,
    clear,
    'slot_unused(entry_)',
    'page_ = S[entry_].cached',
    when('page_ != 0', when(dropCache, 'try_to_free_swap(page_)')),
  );
  const swap = m.slots > 0 ? `:: is_swap(${pte}.at) -> ${entry}` : '';
  return `if :: is_page(${pte}.at) -> ${page} ${swap} :: else -> ${clear} fi`;
}

/** munmap and exit take the mmap lock for writing and drain the batch of the CPU that they run on. */
function unmap(played: Played, variables: readonly number[]): string {
  const { m, line } = played;
  const mm = m.mmOf(line.actor);
  const ptes = variables.map((variable) => placeOf(m, mm, variable).pte);
  return inOrder(
    m.hasBatches ? `drain(${m.batchOf(line.actor)})` : '',
    ...ptes.map((pte) => `${zap(m, pte)}; ${pte}.vma = 0`),
  );
}

export const munmap: StepText = {
  verb: 'munmap',
  options: (played) => {
    const { mm, variable } = pteIn(played, 'VAR');
    return [{ guard: all(...mmapLock(played, mm)), does: unmap(played, [variable]), ends: true }];
  },
};

/** MADV_DONTNEED holds the mmap lock for reading, so it waits for nobody's fault. */
export const dontneed: StepText = {
  verb: 'dontneed',
  options: (played) => {
    const { mm, pte } = pteIn(played, 'VAR');
    return [{ guard: all(...mmapLockToRead(played, mm)), does: zap(played.m, pte), ends: true }];
  },
};

export const exit: StepText = {
  verb: 'exit',
  options: (played) => {
    const { m, line } = played;
    const variables = m.cast.variables.map((_, variable) => variable);
    const lock = mmapLock(played, m.mmOf(line.actor));
    return [{ guard: all(...lock), does: unmap(played, variables), ends: true }];
  },
};
