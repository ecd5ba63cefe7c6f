import type { FaultArgs } from '#lib/mm/fault';
import { takeHanded } from '#lib/mm/hand-over';
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

/**
 * What a thread does that userfaultfd put to sleep: nothing (false) until it is woken, then (true) it sees to a page that it
 * was handed. Undefined where there is nothing of the kind, and the access goes on.
 */
export function afterSleep(m: Memory, a: FaultArgs): boolean | undefined {
  if (m.uffd.isAsleep(a.actor)) {
    if (m.talk !== null) m.talk.waits = 'sleeps in handle_userfault until somebody wakes it';
    return false;
  }
  if (m.uffd.handed(a.actor) === undefined) return undefined;
  takeHanded(m, a);
  return true;
}
