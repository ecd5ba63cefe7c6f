import { type Action, type Binding, pteAt, valueIn, variableIn } from '#lib/mm/action';
import { mapFresh } from '#lib/mm/folio';
import { pageName } from '#lib/mm/holders';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, NONE, READ_WRITE } from '#lib/mm/memory';
import { store } from '#lib/mm/page';

function bindArgs(binding: Binding) {
  const { cast, policy, mm, cpu, pc, done, siblings } = binding;
  const variable = variableIn(binding, 'VAR');
  return {
    mm,
    variable,
    pte: pteAt(cast, mm, variable),
    value: valueIn(binding),
    exclusive: policy.tracksExclusive,
    cpu,
    pc,
    done,
    siblings,
  };
}

/** `mmap()` of one private anonymous page, and its first store in the same step when a value is given. */
function mapPage(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  if (waitsToWrite(m, a.mm, a.siblings)) return false;
  if (m.vma(a.pte) !== 0 || m.kind(a.pte) !== NONE) {
    if (m.talk !== null) m.talk.label = 'mmap fails: something is mapped there';
    m.set(a.pc, a.done);
    return true;
  }
  m.setVma(a.pte, READ_WRITE);
  m.dirty.setNew(m.regionOf(a.pte), true);
  if (m.talk !== null) m.talk.label = 'mmap';
  if (a.value >= 0) {
    const page = mapFresh(m, a.pte, true, a.exclusive, a.cpu);
    m.dirty.markPte(a.pte);
    store(m, page, a.mm, a.variable, -1, a.value);
    if (m.talk !== null) m.talk.label = `mmap, store ${m.cast.values[a.value]} in ${pageName(page)}`;
  }
  m.set(a.pc, a.done);
  return true;
}

export const map: Action = {
  form: {
    verb: 'map',
    syntax: 'map VAR [= VALUE]',
    meaning:
      'Maps one private anonymous page (or huge page), and stores a value in it when one is given (else it is a hole).',
    by: ['process'],
    defines: ['VAR'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: mapPage, args: bindArgs(binding) }],
};
