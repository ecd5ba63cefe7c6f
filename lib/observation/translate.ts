import type { OrderActor, OrderStep } from '#lib/observation/order';
import { type Pin, printPinStep } from '#lib/observation/pin';

/** What was done, to which kind of page, and under which kernel: all that a scenario's text depends on. */
export interface OrderQuestion {
  readonly steps: readonly OrderStep[];
  /** Null where nothing is pinned. */
  readonly pin: Pin | null;
  /** Release, policy or combination. */
  readonly kernel: string;
  readonly kind: string;
}

/** An order as scenarios, or why there is none. */
export type Translation =
  | {
      readonly text: string;
      /** The same up to the last write, which it leaves out; null where nobody writes. */
      readonly before: string | null;
      readonly reason: null;
    }
  | { readonly text: null; readonly reason: string };

/** Registers of the scenario: what is read at the end through the pin, by the parent, by the child. */
export const registers = { pin: 'pin_sees', parent: 'parent_sees', child: 'child_sees' } as const;

interface Draft {
  readonly lines: string[];
  /** Process of each actor, as long as it lives. */
  readonly processes: Map<OrderActor, string>;
  /** Processes that still map the page. */
  readonly mapped: Set<string>;
  /** Handles that are held and the process that took each, the newest last. */
  readonly held: { readonly handle: string; readonly owner: string }[];
  /** What may go wrong: somebody stores under a reference of its own, or under a page that another can still see. */
  canBeWrong: boolean;
  canBeMissed: boolean;
  children: number;
  handles: number;
}

/** Writes an order as a scenario in which everything happens one after the other. */
export function translateOrder(question: OrderQuestion): Translation {
  const draft: Draft = {
    lines: ['P: map v = old'],
    processes: new Map([['parent', 'P']]),
    mapped: new Set(['P']),
    held: [],
    canBeWrong: false,
    canBeMissed: false,
    children: 0,
    handles: 0,
  };
  const lastWrite = question.steps.findLastIndex(({ verb }) => verb === 'write');
  let before: string | null = null;
  for (const [index, step] of question.steps.entries()) {
    if (index === lastWrite) before = printText(draft, []);
    const reason = addStep(draft, step, question);
    if (reason !== undefined) return { text: null, reason };
  }
  return { text: printText(draft, listReads(draft)), before, reason: null };
}

/** Adds one step; a reason where the language has no words for it. */
function addStep(draft: Draft, { actor, verb }: OrderStep, question: OrderQuestion): string | undefined {
  const process = draft.processes.get(actor);
  if (process === undefined) return `the ${actor} acts where there is none`;
  const does = (step: string) => draft.lines.push(`${process}: ${step}`);
  switch (verb) {
    case 'pin': {
      if (question.pin === null) return 'the order pins, and nobody says how';
      draft.handles += 1;
      const handle = draft.handles === 1 ? 'h' : `h${draft.handles}`;
      draft.held.push({ handle, owner: process });
      does(printPinStep(question.pin, question.kernel, handle));
      return undefined;
    }
    case 'unpin': {
      const newest = draft.held.pop();
      if (newest === undefined) return 'nothing is pinned that could be unpinned';
      does(`release ${newest.handle}`);
      return undefined;
    }
    case 'fork': {
      draft.children += 1;
      const child = draft.children === 1 ? 'C' : `C${draft.children}`;
      draft.processes.set('child', child);
      if (draft.mapped.has(process)) draft.mapped.add(child);
      does(`fork ${child}`);
      return undefined;
    }
    case 'exit':
      draft.processes.delete(actor);
      draft.mapped.delete(process);
      does('exit');
      return undefined;
    default:
      break;
  }
  if (!draft.mapped.has(process)) return `the ${actor} touches what it has unmapped`;
  switch (verb) {
    case 'write':
      draft.canBeWrong ||= draft.held.some(({ owner }) => owner === process);
      draft.canBeMissed ||= draft.mapped.size > 1 || draft.held.some(({ owner }) => owner !== process);
      does('write v = new');
      return undefined;
    case 'read':
      does('read v');
      return undefined;
    case 'munmap':
      draft.mapped.delete(process);
      does('munmap v');
      return undefined;
    case 'pageout':
      // Of hugetlb it is refused with EINVAL, and nothing happens.
      if (question.kind !== 'hugetlb') does('pageout v');
      return undefined;
    case 'dontneed':
      does('dontneed v');
      return undefined;
    case 'protect':
      does('mprotect ro v');
      return undefined;
    case 'unprotect':
      does('mprotect rw v');
      return undefined;
    case 'clear-refs':
      does(`clear_refs ${process}`);
      return undefined;
  }
}

/** What is looked at when all is over: first through the pin, which copies nothing, then by those who still map it. */
function listReads({ processes, mapped, held }: Draft): readonly string[] {
  const handle = held.at(-1)?.handle;
  const readers = [...processes].filter(([, process]) => mapped.has(process));
  return [
    ...(handle === undefined ? [] : [`D: read ${handle} -> ${registers.pin}`]),
    ...readers.map(([actor, process]) => `${process}: read v -> ${registers[actor]}`),
  ];
}

function printText(draft: Draft, reads: readonly string[]): string {
  const actors = reads.some((line) => line.startsWith('D:')) ? ['device D'] : [];
  const properties = [
    ...(draft.canBeMissed ? ['never missed-cow'] : []),
    ...(draft.canBeWrong ? ['never wrong-cow'] : []),
  ];
  return [['mm observed-order'], actors, [...draft.lines, ...reads], properties]
    .filter((group) => group.length > 0)
    .map((group) => `${group.join('\n')}\n`)
    .join('\n');
}
