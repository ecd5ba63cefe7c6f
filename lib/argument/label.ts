import { type Arguments, makeArguments } from '#lib/argument/arguments';
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
  for (;;) {
    const made = makeArguments(graph, evidence, unfounded);
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
  const { attackers } = framework;
  /** Claims that need a ground, with the inferences that could be one. */
  const doubtful = new Map<number, readonly number[]>();
  for (const [number, argument] of list.entries()) {
    if (argument.what !== 'groundless' || labels[number] === IN || labels[argument.claim] === OUT) continue;
    const grounds = attackers.items.slice(attackers.starts[number], attackers.starts[number + 1]);
    const standing = [...grounds].filter((ground) => labels[ground] !== OUT);
    if (standing.every((ground) => list[ground]?.what === 'inference')) doubtful.set(argument.claim, standing);
  }
  // What is founded is taken out until nothing changes; a premise that is not doubtful is founded.
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [claim, grounds] of doubtful) {
      const isFounded = grounds.some((ground) => {
        const inference = list[ground];
        return inference?.what === 'inference' && inference.premises.every((premise) => !doubtful.has(premise));
      });
      if (isFounded) isChanged = doubtful.delete(claim) || isChanged;
    }
  }
  return [...doubtful.keys()];
}
