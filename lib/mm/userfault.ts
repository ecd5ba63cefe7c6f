import type { FaultArgs } from '#lib/mm/fault';
import type { Memory } from '#lib/mm/memory';
import type { Message } from '#lib/mm/state/uffd';

/**
 * `handle_userfault()`: a message is queued, the mmap lock is let go of, and the thread sleeps until somebody wakes it. Then
 * its access begins again, with whatever it finds.
 */
export function handleUserfault(m: Memory, a: FaultArgs, message: Message): true {
  m.uffd.sleep(a.actor, a.pte, message);
  m.set(a.pc, a.start);
  if (m.talk !== null) {
    m.talk.label = `userfault (${message}): send a message, sleep`;
    m.talk.why = null;
  }
  return true;
}

/** What a thread does that userfaultfd put to sleep: nothing. */
export function staysAsleep(m: Memory, actor: number): boolean {
  if (!m.uffd.isAsleep(actor)) return false;
  if (m.talk !== null) m.talk.waits = 'sleeps in handle_userfault until somebody wakes it';
  return true;
}
