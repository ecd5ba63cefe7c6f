import { type Action, type Binding, pteAt, threadsOf } from '#lib/mm/action';
import { dropHanded } from '#lib/mm/hand-over';
import { waitsToRead } from '#lib/mm/locks';
import { type Memory, UNMAPPED } from '#lib/mm/memory';
import { zapRegion } from '#lib/mm/page';

function bindKill(binding: Binding) {
  const { cast, pc, done, ends } = binding;
  const mm = cast.mms.indexOf(binding.step.args.PROCESS ?? '');
  const threads = threadsOf(cast, mm).map((actor) => ({ actor, ...ends[actor] }));
  return { mm, from: pteAt(cast, mm, 0), to: pteAt(cast, mm + 1, 0), threads, pc, done };
}

/** Whether a thread is inside the kernel where no signal reaches it: in all of a fault but its sleep. */
function isBusy(m: Memory, actor: number): boolean {
  return m.snap(actor) > 0 || m.poke.held(actor) > 0 || m.walk.page(actor) > 0;
}

/** SIGKILL: every thread leaves the fault that it sleeps over and comes to nothing more; then `exit_mmap()`. */
function kill(m: Memory, a: ReturnType<typeof bindKill>): boolean {
  if (waitsToRead(m, a.mm)) return false;
  if (a.threads.some(({ actor }) => isBusy(m, actor))) {
    if (m.talk !== null) m.talk.waits = 'waits until its threads are out of their faults, or asleep';
    return false;
  }
  for (const { actor, pc, end } of a.threads) {
    if (pc !== undefined && end !== undefined) m.set(pc, end);
    const handed = m.uffd.handed(actor);
    if (handed !== undefined) dropHanded(m, m.uffd.placeOf(actor), handed);
    m.uffd.hand(actor, undefined);
  }
  for (let pte = a.from; pte < a.to; pte += m.subs) {
    zapRegion(m, pte);
    m.setVma(pte, UNMAPPED);
    m.uffd.setModes(m.regionOf(pte), 0);
    m.files.unmap(m.regionOf(pte));
    m.dirty.forget(m.regionOf(pte));
  }
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = 'SIGKILL: the process ends where it stands';
  return true;
}

export const killAction: Action = {
  form: {
    verb: 'kill',
    syntax: 'kill PROCESS',
    meaning:
      'SIGKILL: the process ends where it stands, also while it sleeps in a fault. Lines that it has left are not played.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: kill, args: bindKill(binding) }],
};
