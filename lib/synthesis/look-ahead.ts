import type { DecisionTree } from '#lib/synthesis/decision-tree';
import type { Ending } from '#lib/synthesis/trial';
import { type Box, walk } from '#lib/synthesis/walk';

/** What is known of a trial's end for all rules of a box. */
export interface Outlook {
  /** How it ends, where it ends in one way for all of them. */
  readonly only: Ending | undefined;
  /** In how many parts the trial falls; as many as were looked at where there are more. */
  readonly parts: number;
  readonly mayBeRight: boolean;
  /** Least price of any rule that is right, at its kindest and its unkindest schedule; 0 where not all were looked at. */
  readonly least: number;
  readonly most: number;
}

/** Most parts of a box that are looked at in one trial. */
const MAX_PARTS = 48;

/** Most outlooks of a trial that are remembered. */
const MAX_KNOWN = 100_000;

const unclear: Outlook = {
  only: undefined,
  parts: MAX_PARTS + 1,
  mayBeRight: true,
  least: 0,
  most: 0,
};

/** Looks at how a trial can end for the rules of a box, before anything is decided. */
export class LookAhead {
  private readonly trees: readonly DecisionTree[];
  private readonly size: number;
  private readonly known: readonly Map<string, Outlook>[];

  /** @param size of the largest rule */
  constructor(trees: readonly DecisionTree[], size: number) {
    this.trees = trees;
    this.size = size;
    this.known = trees.map(() => new Map());
  }

  look(trial: number, box: Box): Outlook {
    const tree = this.trees[trial];
    const known = this.known[trial];
    if (tree === undefined || known === undefined) throw new Error(`Cannot look at trial ${trial}`);
    const before = known.get(keyOf(tree, box, this.size));
    if (before !== undefined) return before;
    const outlook = lookThrough(tree, box, this.size);
    if (known.size >= MAX_KNOWN) known.clear();
    // The walk may have met slots that were never asked before: they are part of the key from now on.
    known.set(keyOf(tree, box, this.size), outlook);
    return outlook;
  }
}

/** What the outlook depends on: the options that slots have left, where the trial asks them, and the size that is left. */
function keyOf(tree: DecisionTree, box: Box, size: number): string {
  let key = `${size - box.least}`;
  for (const slot of tree.slots) key += ` ${slot}:${box.sets[slot]?.id ?? ''}`;
  return key;
}

function lookThrough(tree: DecisionTree, box: Box, size: number): Outlook {
  let parts = 0;
  let only: Ending | undefined;
  let isOne = true;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const { ending } of walk(tree, box, size)) {
    if (++parts > MAX_PARTS) return unclear;
    isOne &&= only === undefined || isSame(only, ending);
    only ??= ending;
    if (ending.is === 'right') {
      least = Math.min(least, ending.least);
      most = Math.min(most, ending.most);
    }
  }
  const mayBeRight = least !== Number.POSITIVE_INFINITY;
  return {
    only: isOne ? only : undefined,
    parts,
    mayBeRight,
    least: mayBeRight ? least : 0,
    most: mayBeRight ? most : 0,
  };
}

/** Whether rules that end so fare alike. */
export function isSame(a: Ending, b: Ending): boolean {
  if (a.is === 'right') return b.is === 'right' && a.least === b.least && a.most === b.most;
  return a.is === b.is && a.by === b.by;
}
