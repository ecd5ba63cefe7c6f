import type { AtomName } from '#lib/mm/synthesis/atoms';
import { atomNames, ofMarks, parseAtom } from '#lib/mm/synthesis/atoms';
import { type Decision, decisions } from '#lib/mm/synthesis/decisions';
import type { OwnCondition } from '#lib/scenario/own-policy';
import { type Formula, isTrue, listFormulas, sizeOfFormula } from '#lib/synthesis/formula';
import type { Option, Slot } from '#lib/synthesis/slot';

/** What a slot answers when it is asked in which way it is filled, not what it says of a page. */
export const WAY = -1;

/** One way to decide a matter. */
export interface Choice extends Option {
  /** What is done, as the language says it; null where nothing ever is, whatever is seen. */
  readonly does: string | null;
  /** When it is done; null where always. */
  readonly when: Formula | null;
}

/** A decision with the atoms that a search looks at, and their conditions. */
export interface Searched {
  readonly decision: Decision;
  readonly atoms: readonly AtomName[];
  readonly conditions: readonly OwnCondition[];
}

/** Every rule of one search. */
export interface Space {
  /** Whether pages carry PageAnonExclusive, which counts 1 in the size of every rule. */
  readonly hasMarks: boolean;
  /** In the order of the first slots. */
  readonly searched: readonly Searched[];
  /** A slot for each decision, then those of `switches`. */
  readonly slots: readonly Slot<Choice>[];
}

/** Matters that are settled without looking at anything. */
export const switches = [
  /** Whether a fault drains this CPU's batch before it looks. */
  { id: 'drain batch', size: 1 },
  /** Whether it drops the swap cache before it looks. */
  { id: 'drop swap cache', size: 1 },
  /** Whether an unshare fault reuses where a write fault does; else it copies. It states no condition of its own. */
  { id: 'unshare as write', size: 0 },
] as const;

export type SwitchId = (typeof switches)[number]['id'];

/** @param most how many things one condition may look at */
export function makeSpace(hasMarks: boolean, most: number): Space {
  const searched = decisions.map((decision: Decision): Searched => {
    const atoms = atomNames.filter(
      (name) => decision.looksAt[name] !== undefined && (hasMarks || !ofMarks.includes(name)),
    );
    const [point] = decision.points;
    const [does] = decision.does;
    if (point === undefined || does === undefined) throw new Error(`Cannot decide \`${decision.id}\` at no point`);
    return { decision, atoms, conditions: atoms.map((name) => parseAtom(name, point, does)) };
  });
  return {
    hasMarks,
    searched,
    slots: [...searched.map((one) => slotOf(one, most)), ...switches.map(({ id, size }) => slotOfSwitch(id, size))],
  };
}

function slotOf({ decision, atoms }: Searched, most: number): Slot<Choice> {
  const never: Choice = { size: 0, does: null, when: null, answer: () => 0 };
  const ways = [...decision.does.entries()];
  const always = (decision.isNeverAlways === true ? [] : ways).map(
    ([way, does]): Choice => ({ size: 1, does, when: null, answer: (seen) => (seen === WAY ? way + 1 : 1) }),
  );
  const directions = atoms.map((name) => decision.looksAt[name] ?? 'either');
  const conditional = listFormulas(directions, most).flatMap((when) =>
    ways.map(([way, does]): Choice => {
      return {
        size: sizeOfFormula(when),
        does,
        when,
        answer: (seen) => (seen === WAY ? way + 1 : isTrue(when, seen) ? 1 : 0),
      };
    }),
  );
  return { id: decision.id, options: [never, ...always, ...conditional] };
}

function slotOfSwitch(id: SwitchId, size: number): Slot<Choice> {
  return {
    id,
    options: [
      { size: 0, does: null, when: null, answer: () => 0 },
      { size, does: id, when: null, answer: () => 1 },
    ],
  };
}
