import type { FaultArgs } from '#lib/mm/fault';
import { canInstall, fillOf, foundAt, installFill } from '#lib/mm/fill';
import { pageName } from '#lib/mm/holders';
import { type Memory, UNMAPPED } from '#lib/mm/memory';
import { noteLostData, putPage } from '#lib/mm/page';
import { marksOfFault } from '#lib/mm/rule/fill';
import { wantsWriteNotify } from '#lib/mm/write-notify';

/**
 * The thought of 28 September 2021: `handle_userfault()` returns the page that the ioctl supplied, and the fault maps it in
 * its own context, where it knows what it is for. If somebody else was first there, the page goes.
 */
export function takeHanded(m: Memory, a: FaultArgs): void {
  const page = m.uffd.handed(a.actor) ?? 0;
  const by = page === 0 ? 'zero' : m.files.fileOf(page) >= 0 ? 'continue' : 'copy';
  m.uffd.hand(a.actor, undefined);
  m.set(a.pc, a.start);
  if (m.vma(a.pte) !== UNMAPPED && canInstall(m, a.pte, by)) {
    const { mm, variable, pte, policy, delivery } = a;
    const fill = fillOf(m, pte, by, a.isWrite);
    const marks = marksOfFault(fill, wantsWriteNotify(m, m.regionOf(pte)));
    installFill(m, { mm, variable, pte, page, fill, marks, decided: delivery, exclusive: policy.tracksExclusive });
    if (m.talk !== null) m.talk.label = `map ${pageName(page)}, which it was handed`;
    return;
  }
  dropHanded(m, a.pte, page);
  if (m.talk !== null) m.talk.label = `throw away ${pageName(page)}, which it was handed: somebody was first`;
}

/** A page that was handed over is not needed, whatever the ioctl said. */
export function dropHanded(m: Memory, pte: number, page: number): void {
  if (page === 0) return;
  if (m.files.fileOf(page) < 0 && m.vma(pte) !== UNMAPPED) noteLostData(m, page, (part) => foundAt(m, pte, part));
  putPage(m, page);
}
