import { mmapLock, mmapLockToRead, type Played, placeOf, pteIn, type StepText } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** change_pte_range(); a permission that is what it was changes nothing. */
function protect(played: Played, vma: 'RO' | 'RW') {
  const { m } = played;
  const { mm, pte } = pteIn(played, 'VAR');
  const restored = m.rules.mprotectRestoresWrite
    ? when(`is_page(${pte}.at)`, when(`F[${pte}.at].exclusive`, `${pte}.rw = 1`))
    : '';
  // A migration entry brings back no write bit, then, either.
  const entry = m.features.migrates ? when(`${pte}.entry == 2`, `${pte}.entry = ${m.tracksExclusive ? 1 : 0}`) : '';
  const write = vma === 'RO' ? inOrder(`${pte}.rw = 0`, entry) : restored;
  const does = when(`${pte}.vma != 0 && ${pte}.vma != ${vma}`, inOrder(`${pte}.vma = ${vma}`, write));
  return [{ guard: all(...mmapLock(played, mm)), does, ends: true }];
}

export const mprotectReadOnly: StepText = { verb: 'mprotect ro', options: (played) => protect(played, 'RO') };

export const mprotectReadWrite: StepText = { verb: 'mprotect rw', options: (played) => protect(played, 'RW') };

/**
 * clear_refs_write(): every PTE of the process loses its write bit and its soft-dirty bit, so that a copy which is under
 * way finds another PTE than it left. Up to 5.10 such copies did not keep it out.
 */
export const clearRefs: StepText = {
  verb: 'clear_refs',
  options: (played) => {
    const { m, line } = played;
    const mm = m.cast.mms.indexOf(line.step.args.PROCESS ?? '');
    const excludes = m.rules.clearRefsExcludesFaults;
    const copiers = excludes ? [] : m.threadsOf(mm).filter((actor) => actor !== line.actor && m.hasStale(actor));
    const does = m.cast.variables.map((_, variable) => {
      const { pte } = placeOf(m, mm, variable);
      const stale = copiers.map((actor) => when(`${m.tasks[actor]}.old == ${pte}.at`, `${m.tasks[actor]}.stale = 1`));
      const looksPinned =
        m.rules.clearRefsTestsPins && m.canPin(mm) ? `!(${pte}.rw && ${m.pinners[mm]} && maybe_pinned(${pte}.at))` : '';
      return when(all(`is_page(${pte}.at)`, looksPinned), inOrder(...stale, `${pte}.rw = 0`));
    });
    const lock = excludes ? mmapLock(played, mm) : mmapLockToRead(played, mm);
    return [{ guard: all(...lock), does: inOrder(...does), ends: true }];
  },
};
