import { copyOptions, type Fault } from '#lib/promela/fault';
import type { Machine } from '#lib/promela/machine';
import type { Option } from '#lib/promela/option';
import { type Place, type Played, placeIn, pteIn, type StepText, taskOf } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** cmp_and_merge_page(): the page at PLACE goes, the one at TARGET stays, and is mapped at both. */
function merge(played: Played): readonly Option[] {
  const { m, watches } = played;
  const from = placeIn(played, 'PLACE');
  const kept = placeIn(played, 'TARGET');
  const task = taskOf(played);
  const [page, target] = [`${task}.old`, `${task}.target`];
  const [at, keptAt] = [`${from.pte}.at`, `${kept.pte}.at`];
  const isFound = all(
    `is_page(${at})`,
    `is_page(${keptAt})`,
    `${at} != ${keptAt}`,
    `!is_ksm(${at})`,
    equal(m, at, keptAt),
  );
  const find = inOrder(
    `get_page(${at})`,
    `get_page(${keptAt})`,
    `${page} = ${at}`,
    `${target} = ${keptAt}`,
    `${task}.part = KEEPING`,
  );
  const leave = inOrder(`put_page(${page})`, `put_page(${target})`, `${page} = 0`, `${target} = 0`, `${task}.part = 0`);
  const keeps = `${task}.part == KEEPING`;
  const mayKeep = `is_ksm(${target}) || (${keptAt} == ${target} && ${mayProtect(target)})`;
  const waitsToKeep = m.isWalked(kept.mm) ? `(is_ksm(${target}) || ${m.found[kept.mm]} == 0)` : '';
  const waits = m.isWalked(from.mm) ? `${m.found[from.mm]} == 0` : '';
  const protects = all(`${task}.part == PROTECTING`, waits);
  const mayReplace = all(`${at} == ${page}`, mayProtect(page));
  const isSame = all(`${at} == ${page}`, `!${from.pte}.rw`, equal(m, page, target));
  return [
    { guard: `${task}.part == 0 && !(${isFound})`, does: '', ends: true },
    { guard: `${task}.part == 0 && ${isFound}`, does: find, ends: false },
    {
      guard: all(keeps, waitsToKeep, `(${mayKeep})`),
      does: inOrder(
        when(`!is_ksm(${target})`, inOrder(protect(m, kept, target), `F[${target}].ksm = 1`)),
        `${task}.part = PROTECTING`,
      ),
      ends: false,
    },
    { guard: all(keeps, waitsToKeep, `!(${mayKeep})`), does: leave, ends: true },
    {
      guard: all(protects, mayReplace),
      does: inOrder(protect(m, from, page), `F[${page}].locked = 1`, `${task}.part = REPLACING`),
      ends: false,
    },
    { guard: all(protects, `!(${mayReplace})`), does: leave, ends: true },
    {
      guard: all(`${task}.part == REPLACING`, waits),
      does: inOrder(
        `F[${page}].locked = 0`,
        when(isSame, inOrder(watches.onReplaced(from.mm, from.variable, page), replace(m, from, page, target))),
        leave,
      ),
      ends: true,
    },
  ];
}

/** Whether two pages have equal contents. */
function equal(m: Machine, one: string, other: string): string {
  return all(...m.parts.map((part) => `F[${one}].data${part} == F[${other}].data${part}`));
}

/** write_protect_page(): with the page locked, its references are mappings, swap cache and KSM's own, and no more. */
function mayProtect(page: string): string {
  return `!is_locked(${page}) && page_count(${page}) == mapcount(${page}) + 1 + in_swap_cache(${page})`;
}

function protect(m: Machine, { pte }: Place, page: string): string {
  return inOrder(`${pte}.rw = 0`, m.tracksExclusive ? `F[${page}].exclusive = 0` : '');
}

/**
 * replace_page(). Either side had these contents of its own, so that only who must see neither of them must not see what
 * is left.
 */
function replace(m: Machine, { pte }: Place, page: string, target: string): string {
  return inOrder(
    `${pte}.at = ${target}`,
    `get_page(${target})`,
    ...(m.hasFork
      ? m.parts.map((part) => `F[${target}].foreign${part} = F[${target}].foreign${part} & F[${page}].foreign${part}`)
      : []),
    m.slots > 0 ? when(`mapcount(${page}) == 0`, `try_to_free_swap(${page})`) : '',
    `put_page(${page})`,
  );
}

export const ksmMerge: StepText = { verb: 'ksm merge', options: merge };

/** break_ksm(): a write fault by somebody who refers to the page, which therefore always copies. */
export const ksmUnmerge: StepText = {
  verb: 'ksm unmerge',
  options: (played) => {
    const { m, watches, line } = played;
    const place = pteIn(played, 'VAR');
    const { pte } = place;
    const task = taskOf(played);
    const cpu1 = m.batchOf(line.actor);
    const fault: Fault = {
      m,
      watches,
      place,
      task,
      actor: line.actor,
      cpu1,
      kind: 'write',
      mayBreak: false,
      start: '0',
    };
    const isMerged = `${pte}.vma != 0 && is_page(${pte}.at) && is_ksm(${pte}.at)`;
    const begin = `get_page(${pte}.at); ${task}.old = ${pte}.at; ${task}.part = COPYING`;
    return [
      { guard: `${task}.part == 0 && !(${isMerged})`, does: '', ends: true },
      { guard: `${task}.part == 0 && ${isMerged}`, does: begin, ends: false },
      ...copyOptions(fault),
    ];
  },
};
