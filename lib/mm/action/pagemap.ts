import { type Action, type Binding, placeIn, pteAt, registerIn } from '#lib/mm/action';
import { type Memory, SOFT_DIRTY_EXTRA, SOFT_DIRTY_MISSED, UNMAPPED } from '#lib/mm/memory';
import { showResult } from '#lib/mm/result';

const answers = ['soft-dirty', 'clean'] as const;

function bindArgs(binding: Binding) {
  const { mm, variable } = placeIn(binding);
  const { cast, pc, done } = binding;
  return { pte: pteAt(cast, mm, variable), register: registerIn(binding), pc, done };
}

/** `pte_to_pagemap_entry()`: bit 55, of the PTE or of a mapping that is new since the last clearing. */
function look(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  const region = m.regionOf(a.pte);
  const isNew = m.dirty.isNew(region);
  const isReported = m.vma(a.pte) !== UNMAPPED && (isNew || m.dirty.isSoftDirty(a.pte));
  const isStored = m.dirty.isStored(region);
  if (isStored) m.arose |= SOFT_DIRTY_MISSED;
  if (isStored && !isReported) m.events |= SOFT_DIRTY_MISSED;
  if (!isNew && !isStored) m.arose |= SOFT_DIRTY_EXTRA;
  if (isReported && !isNew && !isStored && !m.dirty.isFilled(region)) m.events |= SOFT_DIRTY_EXTRA;
  const [softDirty, clean] = answers;
  const answer = isReported ? softDirty : clean;
  showResult(m, a.register, answer);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `pagemap: ${answer}`;
  return true;
}

export const pagemap: Action = {
  form: {
    verb: 'pagemap',
    syntax: 'pagemap PLACE [-> REG]',
    meaning:
      'Somebody reads the soft-dirty bit in /proc/PID/pagemap: `soft-dirty` or `clean` since the last clear_refs.',
    by: ['process', 'kernel'],
    pageKinds: ['base'],
    results: answers,
  },
  size: () => 1,
  bind: (binding) => [{ fn: look, args: bindArgs(binding) }],
};
