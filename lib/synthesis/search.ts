import type { DecisionTree } from '#lib/synthesis/decision-tree';
import { LookAhead, type Outlook } from '#lib/synthesis/look-ahead';
import { compareScores, type Score } from '#lib/synthesis/score';
import { type Slot, wholeSet } from '#lib/synthesis/slot';
import type { Ending } from '#lib/synthesis/trial';
import { type Box, countRules, splitOnce, wholeBox } from '#lib/synthesis/walk';

/** Rules that fare the same in every trial. */
export interface Found extends Score {
  /** How each trial ends, in the order of the trials. */
  readonly endings: readonly Ending[];
  /** The smallest rule: for each slot the index of its option. */
  readonly options: readonly number[];
  readonly size: number;
  /** How many rules fare so, this one included. */
  readonly rules: number;
}

export interface SearchLimits {
  /** Largest rule. */
  readonly size: number;
  /** Most trials that a rule may fail. */
  readonly failures: number;
  /** How many ways to fare are kept; where several are as good as the last, all of them. */
  readonly keep: number;
}

/**
 * A set of rules, and what is known of how they fare. No rule of it is better than `bound`: where one fails a trial that
 * others get right, it has a failure more, and that weighs more than any price.
 */
interface Place {
  readonly box: Box;
  /** By trial; undefined where it still differs from rule to rule. */
  readonly endings: readonly (Ending | undefined)[];
  readonly open: readonly Open[];
  readonly bound: Score;
}

interface Open {
  readonly trial: number;
  readonly outlook: Outlook;
}

/**
 * Finds the rules of at most a size that fail the fewest trials, and of those the cheapest. Every rule is judged, most of
 * them together with all others that no trial tells apart from them; what can no longer be among the kept is let go of.
 * Call `advance` until it is true.
 */
export class Search {
  private readonly limits: SearchLimits;
  private readonly trees: readonly DecisionTree[];
  private readonly ahead: LookAhead;
  private readonly places: Place[] = [];
  private readonly kept = new Map<string, Found>();
  private worst: Score;
  private looked = 0;
  private isBegun = false;
  private readonly whole: Box;

  /** @param trees of the trials that judge; several searches may share them, and what they learn of them */
  constructor(slots: readonly Slot[], trees: readonly DecisionTree[], limits: SearchLimits) {
    this.limits = limits;
    this.trees = trees;
    this.ahead = new LookAhead(this.trees, limits.size);
    this.worst = { failures: limits.failures, least: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
    this.whole = wholeBox(slots.map(wholeSet));
  }

  /** Works on at most so many sets of rules; true once all were judged. */
  advance(sets: number): boolean {
    let left = sets;
    // The first look at each trial takes longest, so a caller gets a turn between them.
    for (; left > 0 && this.looked < this.trees.length; left--) this.ahead.look(this.looked++, this.whole);
    if (left > 0 && !this.isBegun) {
      this.isBegun = true;
      if (this.whole.least <= this.limits.size) this.enter(this.whole);
    }
    for (; left > 0 && this.places.length > 0; left--) {
      const place = this.places.pop();
      if (place !== undefined && this.isWorthwhile(place)) this.visit(place);
    }
    return this.isBegun && this.places.length === 0;
  }

  /** The best first. */
  get found(): readonly Found[] {
    return [...this.kept.values()].toSorted((a, b) => compareScores(a, b) || a.size - b.size);
  }

  private isWorthwhile({ bound }: Place): boolean {
    return compareScores(bound, this.worst) <= 0;
  }

  private visit(place: Place): void {
    const next = this.chooseTrial(place);
    if (next === undefined) {
      this.keep(place);
      return;
    }
    const tree = this.trees[next.trial];
    if (tree === undefined) return;
    const parts = splitOnce(tree, place.box, this.limits.size);
    const entered = parts.map((box) => this.look(box, place)).toSorted((a, b) => compareScores(b.bound, a.bound));
    for (const part of entered) if (this.isWorthwhile(part)) this.places.push(part);
  }

  /** The trial that falls into the fewest parts: what it decides, it decides for good. */
  private chooseTrial({ open }: Place): Open | undefined {
    let best: Open | undefined;
    for (const one of open) if (best === undefined || one.outlook.parts < best.outlook.parts) best = one;
    return best;
  }

  private enter(box: Box): void {
    const place = this.look(box, undefined);
    if (this.isWorthwhile(place)) this.places.push(place);
  }

  /** What the trials that were open before say of a part. */
  private look(box: Box, parent: Place | undefined): Place {
    const endings = [...(parent?.endings ?? this.trees.map(() => undefined))];
    const before = parent?.open ?? this.trees.map((_, trial) => ({ trial, outlook: undefined }));
    const changed = box.sets.map((set, slot) => set !== parent?.box.sets[slot]);
    const open: Open[] = [];
    let { failures, least, most } = parent === undefined ? nothing : sumUp(endings);
    for (const { trial, outlook: known } of before) {
      const tree = this.trees[trial];
      if (tree === undefined) continue;
      const isSame = known !== undefined && ![...tree.slots].some((slot) => changed[slot]);
      const outlook = isSame ? known : this.ahead.look(trial, box);
      if (outlook.only === undefined) {
        open.push({ trial, outlook });
        if (!outlook.mayBeRight) failures++;
        else {
          least += outlook.least;
          most += outlook.most;
        }
        continue;
      }
      endings[trial] = outlook.only;
      if (outlook.only.is === 'right') {
        least += outlook.only.least;
        most += outlook.only.most;
      } else failures++;
    }
    return { box, endings, open, bound: { failures, least, most } };
  }

  private keep({ box, endings }: Place): void {
    const ended = endings.flatMap((ending) => ending ?? []);
    const key = ended.map(sayEnding).join(' ');
    const before = this.kept.get(key);
    const rules = countRules(box, this.limits.size) + (before?.rules ?? 0);
    if (before !== undefined && before.size <= box.least) {
      this.kept.set(key, { ...before, rules });
      return;
    }
    const options = box.sets.map(({ first }) => first);
    this.kept.set(key, { ...sumUp(ended), endings: ended, options, size: box.least, rules });
    if (before !== undefined || this.kept.size < this.limits.keep) return;
    const scores = [...this.kept.values()].toSorted(compareScores);
    this.worst = scores[this.limits.keep - 1] ?? this.worst;
    for (const [other, found] of this.kept) if (compareScores(found, this.worst) > 0) this.kept.delete(other);
  }
}

const nothing: Score = { failures: 0, least: 0, most: 0 };

const sayEnding = (ending: Ending) => (ending.is === 'right' ? `${ending.least}..${ending.most}` : ending.by);

/** The score of the trials that ended. */
export function sumUp(endings: readonly (Ending | undefined)[]): Score {
  let { failures, least, most } = nothing;
  for (const ending of endings) {
    if (ending === undefined) continue;
    if (ending.is === 'right') {
      least += ending.least;
      most += ending.most;
    } else failures++;
  }
  return { failures, least, most };
}
