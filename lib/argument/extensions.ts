import { nameLabel } from '#lib/argument/framework';
import { type Label, type Labelling, listUnfounded } from '#lib/argument/label';
import { type ExtensionBounds, findPreferred, type Preferred } from '#lib/argument/preferred';

/** The positions that a debate leaves room for. */
export interface Extensions {
  /** The label of each claim, by slug, in one position each; no two are the same. */
  readonly positions: readonly ReadonlyMap<string, Label>[];
  /** The bound that was met: there may be more positions. Null where these are all. */
  readonly bound: Preferred['bound'];
}

/** Enough for every debate that a person can read. */
export const defaultExtensionBounds: ExtensionBounds = { maxSteps: 20_000, maxNumber: 64 };

/**
 * The preferred extensions of a labelled debate, as labels of its claims: what is accepted or defeated agrees with the
 * grounded labels, and what they leave undecided is decided one way or another as far as it can be. A position in which
 * claims that nobody holds hold each other up is left out.
 */
export function listExtensions({ arguments: made }: Labelling, bounds = defaultExtensionBounds): Extensions {
  const { labellings, bound } = findPreferred(made.framework, bounds);
  const positions = new Map<string, ReadonlyMap<string, Label>>();
  for (const labels of labellings) {
    if (listUnfounded(made, labels).length > 0) continue;
    const position = new Map([...made.numbers].map(([slug, number]) => [slug, nameLabel(labels[number])]));
    positions.set([...position.values()].join(' '), position);
  }
  return { positions: [...positions.values()], bound };
}
