import { type Action, type Binding, placeIn, pteAt, registerIn } from '#lib/mm/action';
import type { Memory } from '#lib/mm/memory';
import { showResult } from '#lib/mm/result';
import { messages } from '#lib/mm/state/uffd';

function bindArgs(binding: Binding) {
  const { mm, variable } = placeIn(binding);
  const { pc, done, cast, actor } = binding;
  const place = { mm, variable, pte: pteAt(cast, mm, variable) };
  return { ...place, actor, actors: cast.actors, register: registerIn(binding), pc, done };
}

/** `userfaultfd_ctx_read()`: one message is read, and its sender sleeps on. */
function poll(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  for (const [actor, name] of a.actors.entries()) {
    if (!m.uffd.sleepsAtPlace(actor, a.pte) || m.uffd.isRead(actor)) continue;
    const message = m.uffd.messageOf(actor) ?? '';
    m.uffd.markRead(actor);
    if (message === 'wp') m.tlb.setTold(a.mm, a.variable, a.actor);
    showResult(m, a.register, message);
    m.set(a.pc, a.done);
    if (m.talk !== null) m.talk.label = `read a message: ${message} (${name})`;
    return true;
  }
  if (m.talk !== null) m.talk.waits = 'waits for a message of a fault there';
  return false;
}

export const uffdPoll: Action = {
  form: {
    verb: 'uffd poll',
    syntax: 'uffd poll PLACE [-> REG]',
    meaning:
      'Reads a message of a fault there, and waits for one: `missing`, `minor` (each with `-write` for a write fault) or `wp`.',
    by: ['process'],
    pageKinds: ['base'],
    results: messages,
  },
  size: () => 1,
  bind: (binding) => [{ fn: poll, args: bindArgs(binding) }],
};

/** `userfaultfd_wake()`: whoever sleeps over a fault there tries again. A message that nobody read is gone. */
function wake(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  wakeAt(m, a.pte, a.actors);
  m.set(a.pc, a.done);
  return true;
}

/** Wakes every sleeper at a PTE, and says how many there were. */
export function wakeAt(m: Memory, pte: number, actors: readonly string[]): void {
  const woken = actors.filter((_, actor) => m.uffd.sleepsAtPlace(actor, pte));
  for (const [actor] of actors.entries()) if (m.uffd.sleepsAtPlace(actor, pte)) m.uffd.wake(actor);
  if (m.talk !== null) m.talk.label = woken.length === 0 ? 'wake: nobody sleeps there' : `wake ${woken.join(', ')}`;
}

export const uffdWake: Action = {
  form: {
    verb: 'uffd wake',
    syntax: 'uffd wake PLACE',
    meaning: 'UFFDIO_WAKE: whoever sleeps over a fault there tries again.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: wake, args: bindArgs(binding) }],
};
