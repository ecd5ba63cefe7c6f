/** One way to fill a slot of a rule. */
export interface Option {
  /** What it adds to the size of a rule. */
  readonly size: number;
  /** What it answers where this was seen; `seen` is a number that means something to the slot alone. */
  answer(seen: number): number;
}

/** A question that every rule answers in one way: its options make up the rules that are searched. */
export interface Slot<O extends Option = Option> {
  readonly id: string;
  /** In the order of their sizes: of options that do the same the first stands for all. */
  readonly options: readonly O[];
}

/** One of the sets that the options of a slot fall into as questions are asked: which of them answered alike so far. */
export interface OptionSet {
  /** Number that tells the sets of one slot apart. */
  readonly id: number;
  /** Index of the smallest option of the set. */
  readonly first: number;
  /** Size of that option. */
  readonly least: number;
  /** How many options there are of each size, from 0 on. */
  readonly counts: readonly number[];
  /** The set, divided by the answers to a question: each answer that occurs and the options that give it, the part with `first` first. */
  split(seen: number): readonly Part[];
}

export interface Part {
  readonly answer: number;
  readonly set: OptionSet;
}

/** All options of a slot, as one set. Sets with the same options are the same object. */
export function wholeSet(slot: Slot): OptionSet {
  const known = new Map<string, OptionSet>();
  const make = (members: readonly number[]): OptionSet => {
    const key = members.join(',');
    const found = known.get(key);
    if (found !== undefined) return found;
    const set = new Members(known.size, slot, members, make);
    known.set(key, set);
    return set;
  };
  return make(slot.options.map((_, index) => index));
}

class Members implements OptionSet {
  readonly id: number;
  readonly first: number;
  readonly least: number;
  readonly counts: readonly number[];
  private readonly slot: Slot;
  private readonly members: readonly number[];
  private readonly make: (members: readonly number[]) => OptionSet;
  private readonly known = new Map<number, readonly Part[]>();

  constructor(id: number, slot: Slot, members: readonly number[], make: (members: readonly number[]) => OptionSet) {
    this.id = id;
    this.slot = slot;
    this.members = members;
    this.make = make;
    const first = members[0];
    if (first === undefined) throw new Error(`Cannot fill slot \`${slot.id}\`: it has no options`);
    this.first = first;
    this.least = sizeAt(slot, first);
    const counts: number[] = [];
    for (const member of members) {
      const size = sizeAt(slot, member);
      while (counts.length <= size) counts.push(0);
      counts[size] = (counts[size] ?? 0) + 1;
    }
    this.counts = counts;
  }

  split(seen: number): readonly Part[] {
    const known = this.known.get(seen);
    if (known !== undefined) return known;
    const byAnswer = new Map<number, number[]>();
    for (const member of this.members) {
      const answer = this.slot.options[member]?.answer(seen) ?? 0;
      const alike = byAnswer.get(answer);
      if (alike === undefined) byAnswer.set(answer, [member]);
      else alike.push(member);
    }
    const parts = [...byAnswer].map(([answer, members]) => ({
      answer,
      set: members.length === this.members.length ? this : this.make(members),
    }));
    this.known.set(seen, parts);
    return parts;
  }
}

function sizeAt(slot: Slot, member: number): number {
  return slot.options[member]?.size ?? 0;
}
