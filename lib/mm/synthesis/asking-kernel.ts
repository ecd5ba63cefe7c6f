import { resolveKernel } from '#lib/mm/kernels';
import type { Memory } from '#lib/mm/memory';
import type { Asked } from '#lib/mm/own/asks';
import type { Question } from '#lib/mm/own/condition';
import { answeringKernel } from '#lib/mm/own/kernel';
import type { PointName } from '#lib/mm/own/points';
import { nothingAsked, type PointAnswer, tryToDropSwapCache } from '#lib/mm/own/rule';
import { drainBatch } from '#lib/mm/page';
import type { GupRule, Kernel } from '#lib/mm/policy';
import { compileAtoms } from '#lib/mm/synthesis/atoms';
import type { DecisionId } from '#lib/mm/synthesis/decisions';
import { type Space, type SwitchId, WAY } from '#lib/mm/synthesis/space';
import type { Ask } from '#lib/synthesis/trial';

/** The policy that every synthesised one is like: what the debate of December 2021 spoke of. What no rule decides is as there. */
export const BASE = 'A5';

/** What is done at a point where the condition is true, and where it is not. */
const said = {
  'write fault': ['reuse', 'copy'],
  'thp write fault': ['reuse', 'split'],
  'thp part write fault': ['reuse', 'copy'],
  fork: ['copy', 'share'],
  reclaim: ['keep', 'take'],
  clear_refs: ['skip', 'protect'],
  'mprotect rw': ['restore', 'leave'],
  'gup read file': ['fault', 'take'],
} as const satisfies Partial<Record<PointName, readonly [string, string]>>;

/** A kernel that has no rule of its own: it puts every decision of the space to `ask`. */
export function askingKernel(space: Space, ask: Ask): Kernel {
  const like = resolveKernel(BASE)?.kernel;
  if (like === undefined) throw new Error(`Cannot find policy \`${BASE}\``);
  const slotOf = (id: DecisionId | SwitchId) => space.slots.findIndex((slot) => slot.id === id);
  const condition = (id: DecisionId): ((m: Memory, asked: Asked) => boolean) => {
    const look: Question = compileAtoms(space.searched.find(({ decision }) => decision.id === id)?.conditions ?? []);
    const slot = slotOf(id);
    return (m, asked) => ask(slot, look(m, asked)) === 1;
  };
  const drain = slotOf('drain batch');
  const drop = slotOf('drop swap cache');
  const unshareAsWrite = slotOf('unshare as write');
  const gup = slotOf('gup read');
  const file = slotOf('gup read file');
  const reuses = condition('write fault');
  const unshares = condition('gup read');
  const mapsWritable = condition('swap-in');

  const tryToDrop = (m: Memory, { page }: Asked, cpu: number) => {
    if (m.cast.cpus.size > 0 && ask(drain, 0) === 1) drainBatch(m, cpu);
    if (m.slotOf(page) > 0 && ask(drop, 0) === 1) tryToDropSwapCache(m, page);
  };
  const fault = (point: keyof typeof said, isUnshare: boolean) =>
    answer((m, asked, cpu) => {
      if (isUnshare && ask(unshareAsWrite, 0) === 0) return said[point][1];
      if (!m.isThp(asked.page)) tryToDrop(m, asked, cpu);
      return said[point][reuses(m, asked) ? 0 : 1];
    });
  const plain = (point: keyof typeof said & DecisionId) => {
    const holds = condition(point);
    return answer((m, asked) => said[point][holds(m, asked) ? 0 : 1]);
  };
  const answers: Partial<Record<PointName, PointAnswer>> = {
    'write fault': fault('write fault', false),
    'unshare fault': fault('write fault', true),
    'thp write fault': fault('thp write fault', false),
    'thp unshare fault': fault('thp write fault', true),
    'thp part write fault': fault('thp part write fault', false),
    'thp part unshare fault': fault('thp part write fault', true),
    'swap-in': answer((m, asked, cpu, noted) => {
      if (asked.isWrite) tryToDrop(m, asked, cpu);
      if (mapsWritable(m, asked)) {
        if (asked.isWrite) noted.add('map writable');
        noted.add('mark exclusive');
      }
      return '';
    }),
    'gup read': answer((m, asked) => (ask(gup, WAY) !== 0 && unshares(m, asked) ? 'fault' : 'take')),
    'gup read file': plain('gup read file'),
    fork: plain('fork'),
    reclaim: plain('reclaim'),
    clear_refs: plain('clear_refs'),
    'mprotect rw': plain('mprotect rw'),
  };
  const kernel = answeringKernel({ id: 'synthesised', like: BASE }, like, {
    find: (point) => answers[point],
    says: () => false,
  });
  const { gup: given } = kernel.cow;
  // Asked only where something takes a reference for reading: the way is settled before a page is looked at.
  const rule: GupRule = {
    ...given,
    get fault() {
      const way = ask(gup, WAY);
      if (way === 1) return 'break';
      return way === 2 || ask(file, WAY) !== 0 ? 'unshare' : 'never';
    },
  };
  return { ...kernel, cow: { ...kernel.cow, gup: rule, tracksExclusive: space.hasMarks } };
}

function answer(decide: (m: Memory, asked: Asked, cpu: number, noted: Set<string>) => string): PointAnswer {
  const asked = nothingAsked();
  const noted = new Set<string>();
  return {
    asked,
    noted,
    decide: (m, cpu) => {
      noted.clear();
      return decide(m, asked, cpu, noted);
    },
  };
}
