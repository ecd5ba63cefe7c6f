import { type Framework, type Labels, labelGrounded, makeFramework, UNDECIDED } from '#lib/argument/framework';
import { PreferredSearch } from '#lib/argument/preferred-search';

/** How much is done to find extensions. */
export interface ExtensionBounds {
  /** Choices that are tried; each takes at most time in proportion to the framework. */
  readonly maxSteps: number;
  /** Labellings that are given. */
  readonly maxNumber: number;
}

export interface Preferred {
  /** The labelling of a preferred extension each; no two are the same. */
  readonly labellings: readonly Labels[];
  /** The bound that was met: there may be more than are given. Null where these are all. */
  readonly bound: keyof ExtensionBounds | null;
}

/**
 * The preferred labellings: positions that defend themselves and cannot be made larger. Each agrees with the grounded
 * labelling, so only what that leaves undecided is searched, and each part of it that no attack ties to the rest on its
 * own. There is always one at least; none is given only where a bound was met first.
 */
export function findPreferred(framework: Framework, bounds: ExtensionBounds): Preferred {
  const { labels: grounded } = labelGrounded(framework);
  let stepsLeft = bounds.maxSteps;
  let bound: Preferred['bound'] = null;
  const parts = listParts(framework, grounded).map((members) => {
    const search = new PreferredSearch(cut(framework, members));
    while (search.found.length < bounds.maxNumber && stepsLeft > 0 && !search.isDone) {
      stepsLeft -= 1;
      search.step();
    }
    if (!search.isDone) bound = stepsLeft === 0 ? 'maxSteps' : (bound ?? 'maxNumber');
    return { members, found: search.found };
  });
  const labellings: Labels[] = [];
  /** Which of its labellings each part has: counted up like the digits of a number. */
  const choice = parts.map(() => 0);
  let isMore = parts.every(({ found }) => found.length > 0);
  while (isMore && labellings.length < bounds.maxNumber) {
    const labels = grounded.slice();
    parts.forEach(({ members, found }, part) => {
      const own = found[choice[part] ?? 0];
      members.forEach((member, place) => {
        labels[member] = own?.[place] ?? UNDECIDED;
      });
    });
    labellings.push(labels);
    const next = parts.findLastIndex(({ found }, part) => (choice[part] ?? 0) + 1 < found.length);
    isMore = next !== -1;
    if (isMore) choice[next] = (choice[next] ?? 0) + 1;
    for (let part = next + 1; part < parts.length; part++) choice[part] = 0;
  }
  return { labellings, bound: bound ?? (isMore ? 'maxNumber' : null) };
}

/** What a labelling leaves undecided, in parts between which there is no attack, each in rising order. */
function listParts({ size, attackers, attacked }: Framework, labels: Labels): readonly (readonly number[])[] {
  const seen = new Uint8Array(size);
  const parts: number[][] = [];
  for (let start = 0; start < size; start++) {
    if (labels[start] !== UNDECIDED || seen[start] === 1) continue;
    seen[start] = 1;
    const part = [start];
    for (const one of part) {
      for (const { starts, items } of [attackers, attacked]) {
        for (const other of items.subarray(starts[one], starts[one + 1])) {
          if (labels[other] !== UNDECIDED || seen[other] === 1) continue;
          seen[other] = 1;
          part.push(other);
        }
      }
    }
    parts.push(part.toSorted((a, b) => a - b));
  }
  return parts;
}

/** The framework of some arguments alone, numbered by their place among `members`. */
function cut({ attacked }: Framework, members: readonly number[]): Framework {
  const places = new Map(members.map((member, place) => [member, place]));
  const from: number[] = [];
  const to: number[] = [];
  for (const [place, member] of members.entries()) {
    for (const other of attacked.items.subarray(attacked.starts[member], attacked.starts[member + 1])) {
      const target = places.get(other);
      if (target === undefined) continue;
      from.push(place);
      to.push(target);
    }
  }
  return makeFramework(members.length, from, to);
}
