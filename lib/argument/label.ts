import { type Arguments, type Inference, isInference } from '#lib/argument/argument';
import { dropGrounds, makeArguments } from '#lib/argument/arguments';
import type { Evidence } from '#lib/argument/evidence';
import { IN, type Labels, labelGrounded, nameLabel, OUT } from '#lib/argument/framework';
import type { DebateGraph } from '#lib/argument/graph';
import { explain, type Reason } from '#lib/argument/why';

/** What becomes of a claim: accepted, defeated, undecided. */
export const labelNames = ['in', 'out', 'undecided'] as const;

export type Label = (typeof labelNames)[number];

/** A debate with the grounded label of every claim under some evidence. */
export interface Labelling {
  /** By slug. */
  readonly labels: ReadonlyMap<string, Label>;
  /** Why a claim has its label, down to runs and mails. Throws for a claim that is not in the graph. */
  readonly why: (slug: string) => Reason;
  /** The framework that was labelled. */
  readonly arguments: Arguments;
}

/** The grounded labels of a debate. README.md says what they mean and what they do not. */
export function labelClaims(graph: DebateGraph, evidence: Evidence): Labelling {
  const unfounded = new Set<number>();
  for (let made = makeArguments(graph, evidence); ; made = dropGrounds(made, unfounded)) {
    const { labels, rounds } = labelGrounded(made.framework);
    const found = listUnfounded(made, labels);
    if (found.length > 0) {
      for (const claim of found) unfounded.add(claim);
      continue;
    }
    return {
      labels: new Map([...made.numbers].map(([slug, number]) => [slug, nameLabel(labels[number])])),
      why: (slug) => explain({ ...made, evidence, labels, rounds, unfounded }, slug),
      arguments: made,
    };
  }
}

/**
 * Claims that a labelling leaves standing though what speaks for them speaks for itself in a circle: nobody holds them,
 * no run does, and every inference to them that is not out goes back to them. Such a circle must not lift itself up.
 */
export function listUnfounded({ list, framework }: Arguments, labels: Labels): readonly number[] {
  const { starts, items } = framework.attackers;
  /** Claims that need a ground, with the inferences that could be one. */
  const doubtful = new Map<number, readonly Inference[]>();
  for (const [number, argument] of list.entries()) {
    if (argument.what !== 'groundless' || labels[number] === IN || labels[argument.claim] === OUT) continue;
    const standing = [...items.subarray(starts[number], starts[number + 1])].filter((one) => labels[one] !== OUT);
    const grounds = standing.map((ground) => list[ground]);
    if (grounds.every(isInference)) doubtful.set(argument.claim, grounds);
  }
  /** By claim, the doubtful claims that could stand on it. */
  const above = new Map<number, number[]>();
  for (const [claim, grounds] of doubtful) {
    for (const premise of grounds.flatMap(({ premises }) => premises)) {
      const known = above.get(premise);
      if (known === undefined) above.set(premise, [claim]);
      else known.push(claim);
    }
  }
  // A premise that is not doubtful is founded; what stands on founded premises is taken out, and looked at from there.
  const isFounded = (grounds: readonly Inference[]) =>
    grounds.some(({ premises }) => premises.every((premise) => !doubtful.has(premise)));
  const founded = [...doubtful].flatMap(([claim, grounds]) => (isFounded(grounds) ? [claim] : []));
  for (const claim of founded) doubtful.delete(claim);
  for (const claim of founded) {
    for (const next of above.get(claim) ?? []) {
      if (!isFounded(doubtful.get(next) ?? [])) continue;
      doubtful.delete(next);
      founded.push(next);
    }
  }
  return [...doubtful.keys()];
}
