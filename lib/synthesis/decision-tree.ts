import type { OptionSet } from '#lib/synthesis/slot';
import type { Ending, Trial } from '#lib/synthesis/trial';

/** A question of a trial, with what each answer leads to as far as it was played, or an ending. */
export type Node = Question | { readonly ending: Ending };

export interface Question {
  readonly slot: number;
  readonly seen: number;
  readonly next: Map<number, Node>;
}

/** A question that was asked while a trial was played, and what was answered. */
interface Asked {
  readonly slot: number;
  readonly seen: number;
  readonly answer: number;
}

/**
 * What is known of one trial: the questions in the order in which they come, by the answers before. Rules that give the
 * same answers on one path are the same rule to this trial, so each path is played once, whoever walks it.
 */
export class DecisionTree {
  readonly trial: Trial;
  private root: Node | undefined;
  /** How often the trial was played. */
  plays = 0;
  /** Slots that were asked so far. */
  readonly slots = new Set<number>();

  constructor(trial: Trial) {
    this.trial = trial;
  }

  /** The first question, or the ending where nothing is asked. `sets` are options of each slot that may answer. */
  start(sets: readonly OptionSet[]): Node {
    this.root ??= this.play(sets);
    return this.root;
  }

  /** What comes after an answer; `sets` are the options that gave all answers so far, this one included. */
  after(question: Question, answer: number, sets: readonly OptionSet[]): Node {
    const known = question.next.get(answer);
    if (known !== undefined) return known;
    this.play(sets);
    const played = question.next.get(answer);
    if (played === undefined) throw new Error(`trial ${this.trial.id} asked other questions when it was played again`);
    return played;
  }

  /** Plays with the smallest option of each set, and keeps what was asked on the way. */
  private play(sets: readonly OptionSet[]): Node {
    this.plays++;
    const asked: Asked[] = [];
    const answers = new Map<string, number>();
    const left = [...sets];
    const ending = this.trial.play((slot, seen) => {
      const key = `${slot} ${seen}`;
      const before = answers.get(key);
      if (before !== undefined) return before;
      const part = left[slot]?.split(seen)[0];
      if (part === undefined) throw new Error(`Cannot ask slot ${slot}, expected 0 to ${sets.length - 1}`);
      left[slot] = part.set;
      answers.set(key, part.answer);
      asked.push({ slot, seen, answer: part.answer });
      return part.answer;
    });
    return this.keep(asked, { ending });
  }

  private keep(asked: readonly Asked[], end: Node): Node {
    let last: { readonly node: Question; readonly answer: number } | undefined;
    const put = (node: Node): Node => {
      const known = last === undefined ? this.root : last.node.next.get(last.answer);
      if (known !== undefined) return known;
      if (last === undefined) this.root = node;
      else last.node.next.set(last.answer, node);
      return node;
    };
    for (const { slot, seen, answer } of asked) {
      this.slots.add(slot);
      const node = put({ slot, seen, next: new Map() });
      if ('ending' in node || node.slot !== slot || node.seen !== seen)
        throw new Error(`trial ${this.trial.id} asked other questions after the same answers`);
      last = { node, answer };
    }
    put(end);
    return this.root ?? end;
  }
}
