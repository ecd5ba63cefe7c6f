import { type Action, type Binding, placeIn, pteAt, registerIn, valueIn } from '#lib/mm/action';
import { wakeAt } from '#lib/mm/action/uffd-poll';
import { bringIntoCache } from '#lib/mm/file-fault';
import { canInstall, fillOf, installFill } from '#lib/mm/fill';
import { pageName } from '#lib/mm/holders';
import { waitsToRead } from '#lib/mm/locks';
import { LOST_DATA, type Memory, UNMAPPED } from '#lib/mm/memory';
import { addToLru, getPage } from '#lib/mm/page';
import type { Fill } from '#lib/mm/policy';
import { type Result, results, showResult } from '#lib/mm/result';

function bindFill(binding: Binding, by: Fill['by']) {
  const { mm, variable } = placeIn(binding);
  const { cast, kernel, policy, cpu, pc, start, done } = binding;
  const place = { mm, variable, pte: pteAt(cast, mm, variable), actors: cast.actors };
  const value = Math.max(0, valueIn(binding));
  const { dirty, delivery } = kernel;
  const exclusive = policy.tracksExclusive;
  return {
    ...place,
    by,
    value,
    dirty,
    handsOver: delivery.handsOver,
    exclusive,
    register: registerIn(binding),
    cpu,
    pc,
    start,
    done,
  };
}

type FillArgs = ReturnType<typeof bindFill>;

/**
 * `userfaultfd_copy()`, `userfaultfd_zeropage()`, `userfaultfd_continue()` up to the PTE. The contents are copied before the
 * page-table lock is taken; as nobody sees the page before it is mapped, this is one step all the same.
 */
function fill(m: Memory, a: FillArgs): boolean {
  if (waitsToRead(m, a.mm)) return false;
  const page = sourcePage(m, a);
  if (page !== undefined && page > 0 && a.by === 'continue' && m.isLocked(page)) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return false;
  }
  const result = a.handsOver ? handOver(m, a) : install(m, a);
  showResult(m, a.register, result);
  m.set(a.pc, result === 'ok' ? a.start + 1 : a.done);
  if (m.talk !== null && result !== 'ok') m.talk.label = `${ioctls[a.by]}: ${result}`;
  return true;
}

const ioctls = { copy: 'UFFDIO_COPY', zero: 'UFFDIO_ZEROPAGE', continue: 'UFFDIO_CONTINUE' } as const;

/** Page of the page cache at the place, 0 where there is none; undefined in anonymous memory. */
function sourcePage(m: Memory, a: FillArgs): number | undefined {
  const file = m.files.mapped(m.regionOf(a.pte));
  return file < 0 ? undefined : m.files.cached(file);
}

/** What stands against the ioctl before it looks at the PTE. */
function refuse(m: Memory, a: FillArgs): Result | undefined {
  const region = m.regionOf(a.pte);
  if (m.vma(a.pte) === UNMAPPED || m.uffd.modes(region) === 0) return 'ENOENT';
  const file = m.files.mapped(region);
  if (a.by !== 'continue') return undefined;
  if (file < 0) return 'EINVAL';
  return m.files.cached(file) === 0 && !m.files.isKept(file) ? 'EFAULT' : undefined;
}

/** `mfill_atomic_install_pte()`: the ioctl itself maps the page, if there is none yet, in the PTE or in the page cache. */
function install(m: Memory, a: FillArgs): Result {
  const refused = refuse(m, a);
  if (refused !== undefined) return refused;
  if (!canInstall(m, a.pte, a.by)) return 'EEXIST';
  const page = takeSource(m, a);
  if (m.talk !== null) m.talk.label = `${ioctls[a.by]}: map ${pageName(page)}`;
  const servesWrite = a.actors.some(
    (_, actor) => m.uffd.sleepsAtPlace(actor, a.pte) && (m.uffd.messageOf(actor) ?? '').endsWith('write'),
  );
  const fill = fillOf(m, a.pte, a.by, servesWrite);
  if (m.talk !== null) m.talk.why = null;
  if (m.talk !== null && a.actors.some((_, actor) => m.uffd.sleepsAtPlace(actor, a.pte))) m.note('uffd_hands_over');
  m.note('uffd fill');
  installFill(m, { ...a, page, fill, marks: a.dirty.marks(fill, m), decided: a.dirty.id });
  return 'ok';
}

/** The page that the ioctl brings, with a reference of its own; 0 for the zero page. */
function takeSource(m: Memory, a: FillArgs): number {
  const region = m.regionOf(a.pte);
  if (a.by === 'continue') {
    const file = m.files.mapped(region);
    if (m.files.cached(file) === 0) bringIntoCache(m, file, a.cpu);
    const page = m.files.cached(file);
    getPage(m, page);
    return page;
  }
  if (a.by === 'zero' && !m.files.isShared(region)) return 0;
  const page = m.allocate();
  for (let part = 0; part < m.parts; part++) m.setData(page, part, a.value);
  addToLru(m, page, a.cpu);
  return page;
}

/** The page goes to a fault that waits there; without one there is nobody to take it. */
function handOver(m: Memory, a: FillArgs): Result {
  const refused = refuse(m, a);
  if (refused !== undefined) return refused;
  const taker = a.actors.findIndex(
    (_, actor) => m.uffd.sleepsAtPlace(actor, a.pte) && m.uffd.handed(actor) === undefined,
  );
  if (taker === -1) return 'ENOENT';
  m.note('uffd_hands_over');
  const page = takeSource(m, a);
  m.uffd.hand(taker, page);
  m.arose |= LOST_DATA;
  if (m.talk !== null) m.talk.label = `${ioctls[a.by]}: hand ${pageName(page)} to ${a.actors[taker]}`;
  return 'ok';
}

/** Then whoever sleeps there is woken; a fault that was handed a page is the only one that has something to do. */
function wake(m: Memory, a: FillArgs): boolean {
  m.set(a.pc, a.done);
  if (!a.handsOver) {
    wakeAt(m, a.pte, a.actors);
    return true;
  }
  for (const [actor, name] of a.actors.entries()) {
    if (!m.uffd.sleepsAtPlace(actor, a.pte) || m.uffd.handed(actor) === undefined) continue;
    m.uffd.wake(actor);
    if (m.talk !== null) m.talk.label = `wake ${name}`;
    return true;
  }
  if (m.talk !== null) m.talk.label = 'wake: nobody sleeps there';
  return true;
}

function fillAction(by: Fill['by'], rest: string, meaning: string): Action {
  const verb = `uffd ${by}`;
  return {
    form: { verb, syntax: `${verb} ${rest}`, meaning, by: ['process'], pageKinds: ['base'], results },
    families: ['uffd-dirty', 'uffd-delivery'],
    size: () => 2,
    bind: (binding) => {
      const args = bindFill(binding, by);
      return [
        { fn: fill, args },
        { fn: wake, args },
      ];
    },
  };
}

export const uffdCopy = fillAction(
  'copy',
  'PLACE = VALUE [-> REG]',
  'UFFDIO_COPY: a new page with the value is mapped there, and whoever sleeps there is woken. `EEXIST` where a page is.',
);

export const uffdZero = fillAction(
  'zero',
  'PLACE [-> REG]',
  'UFFDIO_ZEROPAGE: the same with an empty page, in private memory the zero page.',
);

export const uffdContinue = fillAction(
  'continue',
  'PLACE [-> REG]',
  'UFFDIO_CONTINUE: the same with the page that the page cache has. `EFAULT` where it has none.',
);
