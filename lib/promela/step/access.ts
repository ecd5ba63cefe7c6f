import { loadFrom, storeTo } from '#lib/promela/contents';
import { copyOptions, decide, type Fault, mapNewPage, mapZeroPage, mayDecide, swapInOptions } from '#lib/promela/fault';
import type { Option } from '#lib/promela/option';
import {
  handleIn,
  heldBy,
  mmapLockToRead,
  type Played,
  partsIn,
  pteIn,
  registersIn,
  type StepText,
  taskOf,
  valueIn,
} from '#lib/promela/step';
import { all, inOrder } from '#lib/promela/text';

/** A load or store by a CPU: through the PTE if it allows it, else a fault, and then again. */
function accessPage(played: Played, kind: 'read' | 'write'): readonly Option[] {
  const { m, watches, line } = played;
  const place = pteIn(played, 'OBJECT');
  const task = taskOf(played);
  const { pte } = place;
  const fault: Fault = {
    m,
    watches,
    place,
    task,
    actor: line.actor,
    cpu1: m.batchOf(line.actor),
    kind,
    mayBreak: false,
    start: '0',
  };
  const before = `${task}.part == 0`;
  const lock = mmapLockToRead(played, place.mm);
  const swapIn = swapInOptions(fault, all(kind === 'read' ? `${pte}.vma != 0` : `${pte}.vma == RW`, ...lock));
  const parts = partsIn(played);
  if (kind === 'read')
    return [
      { guard: `${before} && ${pte}.vma == 0`, does: setFault(played), ends: true },
      {
        guard: `${before} && ${pte}.at != 0 && ${pte}.at <= ZERO`,
        does: inOrder(`page_ = (${pte}.at == ZERO -> 0 : ${pte}.at)`, loadFrom(played, 'page_', place, parts)),
        ends: true,
      },
      { guard: all(before, `${pte}.vma != 0`, `${pte}.at == 0`, ...lock), does: mapZeroPage(fault), ends: false },
      ...swapIn,
    ];
  return [
    { guard: `${before} && ${pte}.vma != RW`, does: '', ends: true },
    {
      guard: `${before} && ${pte}.vma == RW && ${pte}.rw`,
      does: inOrder(
        watches.onStoreUnderHandle(place.mm, place.variable),
        storeTo(m, `${pte}.at`, place, parts, valueIn(played)),
      ),
      ends: true,
    },
    {
      guard: all(before, `${pte}.vma == RW`, `(${pte}.at == 0 || ${pte}.at == ZERO)`, ...lock),
      does: mapNewPage(fault),
      ends: false,
    },
    {
      guard: all(before, `${pte}.vma == RW`, `!${pte}.rw`, `is_page(${pte}.at)`, mayDecide(fault), ...lock),
      does: decide(fault, `${pte}.at`),
      ends: false,
    },
    ...copyOptions(fault),
    ...swapIn,
  ];
}

/** What a register shows of an access to nothing. */
function setFault(played: Played): string {
  const fault = played.m.cast.values.length + 1;
  return inOrder(...registersIn(played).map((register) => `${register} = ${fault}`));
}

/** A load or store through a handle: a pipe, a device. No page table is asked. */
function accessHandle(played: Played, index: number, kind: 'read' | 'write'): readonly Option[] {
  const { m } = played;
  const held = heldBy(m, index);
  const { mm, variable, writes } = m.cast.handles[index] ?? { mm: -1, variable: -1, writes: false };
  const pte = m.ptes[mm]?.[variable] ?? '';
  const place = { mm, variable, pte };
  const parts = partsIn(played);
  if (kind === 'read')
    return [
      { guard: `${held} == 0`, does: setFault(played), ends: true },
      {
        guard: `${held} != 0`,
        does: inOrder(`page_ = (${held} == ZERO -> 0 : ${held})`, loadFrom(played, 'page_', place, parts)),
        ends: true,
      },
    ];
  if (!writes) return [{ guard: 'true', does: '', ends: true }];
  return [
    { guard: `is_page(${held})`, does: storeTo(m, held, place, parts, valueIn(played)), ends: true },
    { guard: `!is_page(${held})`, does: '', ends: true },
  ];
}

function options(played: Played, kind: 'read' | 'write'): readonly Option[] {
  const handle = handleIn(played, 'OBJECT');
  return handle >= 0 ? accessHandle(played, handle, kind) : accessPage(played, kind);
}

export const read: StepText = { verb: 'read', options: (played) => options(played, 'read') };

export const write: StepText = { verb: 'write', options: (played) => options(played, 'write') };
