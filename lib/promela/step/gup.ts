import { copyOptions, decide, type Fault, mapNewPage, mapZeroPage, mayDecide, swapInOptions } from '#lib/promela/fault';
import type { Option } from '#lib/promela/option';
import { type GupCall, gupRules } from '#lib/promela/rule/gup';
import { handleIn, heldBy, mmapLockToRead, type Played, pteIn, type StepText, taskOf } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** __get_user_pages(): take what the PTE has if it will do, else fault and come again. */
export function gup(played: Played, call: GupCall, start: Fault['start'] = '0'): readonly Option[] {
  const { isPin, isWrite } = call;
  const { m, watches, line } = played;
  const place = pteIn(played, 'VAR');
  const { pte, mm } = place;
  const task = taskOf(played);
  const rule = gupRules[m.rules.gup];
  const breaks = rule.breaks(call) && !isWrite;
  const unshares = isWrite ? 'false' : rule.unshares(`${pte}.at`, call);
  const unsharesZero = !isWrite && rule.unsharesZero(call);
  const kind = isWrite || breaks ? 'write' : unshares !== 'false' || unsharesZero ? 'unshare' : 'read';
  const fault: Fault = {
    m,
    watches,
    place,
    task,
    actor: line.actor,
    cpu1: m.batchOf(line.actor),
    kind,
    mayBreak: breaks,
    start,
  };
  const held = heldBy(m, handleIn(played, 'HANDLE'));
  const refer = isPin ? `F[${pte}.at].pins++` : `get_page(${pte}.at)`;
  const take = inOrder(
    when(`is_page(${pte}.at)`, refer),
    isPin ? `${m.pinners[mm]} = 1` : '',
    `${held} = ${pte}.at`,
    start === '0' ? '' : `${task}.part = 0`,
  );
  const before = `${task}.part == ${start}`;
  const mayRefer = isWrite ? `${pte}.vma == RW` : `${pte}.vma != 0`;
  const lock = mmapLockToRead(played, mm);
  const asks = (guard: string) => all(before, mayRefer, guard, ...lock);
  const fails: Option = {
    guard: all(before, `!(${mayRefer})`, ...lock),
    does: start === '0' ? '' : `${task}.part = 0`,
    ends: true,
  };
  const swapIn = swapInOptions(fault, all(mayRefer, ...lock));
  if (kind === 'write')
    return [
      fails,
      { guard: asks(`${pte}.rw`), does: take, ends: true },
      { guard: asks(`(${pte}.at == 0 || ${pte}.at == ZERO)`), does: mapNewPage(fault), ends: false },
      {
        guard: asks(all(`!${pte}.rw`, `is_page(${pte}.at)`, mayDecide(fault))),
        does: decide(fault, `${pte}.at`),
        ends: false,
      },
      ...copyOptions(fault),
      ...swapIn,
      ...(breaks ? takeBroken(fault, take) : []),
    ];
  const takesZero = unsharesZero ? '' : `${pte}.at == ZERO || `;
  const wants = unshares === 'false' ? 'false' : `!${pte}.rw && ${unshares}`;
  const takes = `(${takesZero}(is_page(${pte}.at)${wants === 'false' ? '' : ` && !(${wants})`}))`;
  return [
    fails,
    { guard: asks(takes), does: take, ends: true },
    { guard: asks(`${pte}.at == 0`), does: mapZeroPage(fault), ends: false },
    ...(unsharesZero ? [{ guard: asks(`${pte}.at == ZERO`), does: mapNewPage(fault), ends: false }] : []),
    ...(wants === 'false'
      ? []
      : [
          {
            guard: asks(all(`is_page(${pte}.at)`, wants, mayDecide(fault))),
            does: decide(fault, `${pte}.at`),
            ends: false,
          },
          ...copyOptions(fault),
        ]),
    ...swapIn,
  ];
}

/** COW is broken where nothing may be written: there is no write bit to come again for, so the page is taken. */
function takeBroken({ task, place, start }: Fault, take: string): readonly Option[] {
  const isThere = `is_page(${place.pte}.at)`;
  return [
    { guard: `${task}.part == BROKEN && ${isThere}`, does: `${take}; ${task}.part = 0`, ends: true },
    { guard: `${task}.part == BROKEN && !${isThere}`, does: `${task}.part = ${start}`, ends: false },
  ];
}

/** The call that a verb stands for. */
export function callOf(verb: string): GupCall {
  return {
    isPin: verb.startsWith('pin'),
    isWrite: verb.includes('write'),
    isLongterm: verb.includes('longterm'),
    mayShare: verb.includes('may-share'),
  };
}

function named(verb: string): StepText {
  return { verb, options: (played) => gup(played, callOf(verb)) };
}

/** vmsplice is a plain reference for reading. */
export const vmsplice = named('vmsplice');
export const getRead = named('get read');
export const getReadMayShare = named('get read may-share');
export const getWrite = named('get write');
export const pinRead = named('pin read');
export const pinReadMayShare = named('pin read may-share');
export const pinReadLongterm = named('pin read longterm');
export const pinWrite = named('pin write');
export const pinWriteLongterm = named('pin write longterm');

/** put_page(), or unpin_user_page() */
export const release: StepText = {
  verb: 'release',
  options: (played) => {
    const { m } = played;
    const index = handleIn(played, 'HANDLE');
    const held = heldBy(m, index);
    const kind = m.cast.handles[index]?.kind;
    const unlock = kind === 'lock' ? 'F[page_].locked = 0' : '';
    const put = inOrder(`page_ = ${held}`, unlock, kind === 'pin' ? 'unpin_page(page_)' : 'put_page(page_)');
    return [{ guard: 'true', does: `${when(`is_page(${held})`, put)}; ${held} = 0`, ends: true }];
  },
};
