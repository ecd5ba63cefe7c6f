import type { Option } from '#lib/promela/option';
import { gupRules } from '#lib/promela/rule/gup';
import { handleIn, heldBy, type Played, pteIn, type StepText, taskOf } from '#lib/promela/step';
import { callOf, gup } from '#lib/promela/step/gup';
import { all, inOrder } from '#lib/promela/text';

/**
 * GUP without a lock: read the PTE, take a reference to whatever the frame is by now, look whether all is as it was. What
 * fails gives back what it has, and goes the way with locks.
 */
function gupFast(played: Played, verb: string): readonly Option[] {
  const { m } = played;
  const call = callOf(verb);
  const { isPin, isWrite } = call;
  const { mm, pte } = pteIn(played, 'VAR');
  const task = taskOf(played);
  const rule = gupRules[m.rules.gup];
  const held = heldBy(m, handleIn(played, 'HANDLE'));
  const forget = `${task}.walk = 0; ${task}.walk_rw = 0; ${task}.forked = 0`;
  const slow = `${task}.part = SLOW`;
  // raw_read_seqcount() of a fork that is under way is odd.
  const isForking = m.rules.gupFastSeesFork && isPin ? `${m.forking[mm]}` : '';
  const reads = all(
    isForking === '' ? '' : `!${isForking}`,
    `is_page(${pte}.at)`,
    isWrite || rule.breaks(call) ? `${pte}.rw` : '',
  );
  const pinned = isPin ? `${m.pinners[mm]} = 1` : '';
  const unshares = isWrite ? 'false' : rule.unshares(`${pte}.at`, call);
  const isSame = all(
    `${pte}.at == ${task}.walk`,
    `${pte}.rw == ${task}.walk_rw`,
    unshares === 'false' ? '' : `(${pte}.rw || !(${unshares}))`,
    isForking === '' ? '' : `!${task}.forked`,
  );
  const begins = `${task}.part == 0`;
  return [
    {
      guard: `${begins} && ${reads}`,
      does: inOrder(pinned, `${task}.walk = ${pte}.at`, `${task}.walk_rw = ${pte}.rw`, `${task}.part = WALKED`),
      ends: false,
    },
    { guard: `${begins} && !(${reads})`, does: inOrder(pinned, slow), ends: false },
    {
      guard: `${task}.part == WALKED && page_count(${task}.walk) > 0`,
      does: inOrder(isPin ? `F[${task}.walk].pins++` : `get_page(${task}.walk)`, `${task}.part = TAKEN`),
      ends: false,
    },
    { guard: `${task}.part == WALKED && page_count(${task}.walk) == 0`, does: inOrder(forget, slow), ends: false },
    {
      guard: `${task}.part == TAKEN && ${isSame}`,
      does: inOrder(`${held} = ${task}.walk`, forget, `${task}.part = 0`),
      ends: true,
    },
    {
      guard: `${task}.part == TAKEN && !(${isSame})`,
      does: inOrder(`page_ = ${task}.walk`, forget, isPin ? 'unpin_page(page_)' : 'put_page(page_)', slow),
      ends: false,
    },
    ...gup(played, call, 'SLOW'),
  ];
}

function named(verb: string): StepText {
  return { verb, options: (played) => gupFast(played, verb) };
}

export const getReadFast = named('get read fast');
export const getWriteFast = named('get write fast');
export const pinReadFast = named('pin read fast');
export const pinWriteFast = named('pin write fast');
