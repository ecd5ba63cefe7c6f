import type { DecisionTree, Node } from '#lib/synthesis/decision-tree';
import type { OptionSet } from '#lib/synthesis/slot';
import type { Ending } from '#lib/synthesis/trial';

/** Rules that no trial so far has told apart: any option of each set, together. */
export interface Box {
  readonly sets: readonly OptionSet[];
  /** Size of the smallest rule in it. */
  readonly least: number;
}

export function wholeBox(sets: readonly OptionSet[]): Box {
  return { sets, least: sets.reduce((sum, set) => sum + set.least, 0) };
}

/** Parts a box by how its rules fare in one trial. Parts whose smallest rule is larger than `most` are left out. */
export function* walk(
  tree: DecisionTree,
  box: Box,
  most: number,
): Generator<{ readonly box: Box; readonly ending: Ending }> {
  const open: { readonly node: Node; readonly box: Box }[] = [{ node: tree.start(box.sets), box }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, box: at } = next;
    if ('ending' in node) {
      yield { box: at, ending: node.ending };
      continue;
    }
    const parts = at.sets[node.slot]?.split(node.seen) ?? [];
    // The first part has the smallest rules: it is put last, to be taken first.
    for (const { answer, set } of parts.toReversed()) {
      const part = withSet(at, node.slot, set);
      if (part.least <= most) open.push({ node: tree.after(node, answer, part.sets), box: part });
    }
  }
}

/**
 * Parts a box by the answers to the first question of a trial that its rules answer differently; the box itself where
 * there is no such question.
 */
export function splitOnce(tree: DecisionTree, box: Box, most: number): readonly Box[] {
  let node = tree.start(box.sets);
  while (!('ending' in node)) {
    const { slot, seen } = node;
    const parts = (box.sets[slot]?.split(seen) ?? []).map((part) => ({ ...part, box: withSet(box, slot, part.set) }));
    const small = parts.filter((part) => part.box.least <= most);
    const [only] = small;
    if (only === undefined || small.length > 1) return small.map((part) => part.box);
    // Only larger rules answer otherwise: they are none of ours.
    if (parts.length > 1) return [only.box];
    node = tree.after(node, only.answer, only.box.sets);
  }
  return [box];
}

function withSet(box: Box, slot: number, set: OptionSet): Box {
  const before = box.sets[slot];
  if (before === set || before === undefined) return box;
  return { sets: box.sets.with(slot, set), least: box.least - before.least + set.least };
}

/** How many rules of at most this size a box has. */
export function countRules({ sets }: Box, most: number): number {
  let bySize = [1];
  for (const { counts } of sets) {
    const next: number[] = [];
    for (const [size, rules] of bySize.entries())
      for (const [more, options] of counts.entries())
        if (rules > 0 && options > 0 && size + more <= most)
          next[size + more] = (next[size + more] ?? 0) + rules * options;
    bySize = Array.from(next, (rules) => rules ?? 0);
  }
  return bySize.reduce((sum, rules) => sum + rules, 0);
}
