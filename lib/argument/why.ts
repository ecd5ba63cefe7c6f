import type { Argument, Arguments } from '#lib/argument/argument';
import { directionOf, type Evidence, type Witness } from '#lib/argument/evidence';
import { IN, type Labels, nameLabel, OUT } from '#lib/argument/framework';
import type { GraphRelation, GraphStance } from '#lib/argument/graph';
import type { Label } from '#lib/argument/label';

/**
 * Why something has its label: a tree whose leaves are runs and mails. What was explained before in the same tree is not
 * explained again, so that no tree is endless.
 */
export type Reason =
  | {
      readonly what: 'claim';
      readonly slug: string;
      readonly title: string;
      readonly label: Label;
      /** Where the reasons are, `because` being empty: further up in the tree, or too deep for one; null where they follow. */
      readonly elsewhere: 'above' | 'its page' | null;
      readonly because: readonly Reason[];
    }
  /** An inference or an attack that somebody made, and what became of it. */
  | {
      readonly what: 'relation';
      readonly relation: GraphRelation;
      /** What it does to the claim it is a reason for. */
      readonly speaks: 'for' | 'against' | 'undercuts';
      readonly label: Label;
      readonly because: readonly Reason[];
    }
  /** A recorded run of a test of the claim `of`; `silent` where it decides nothing. */
  | {
      readonly what: 'run';
      readonly of: string;
      /** Whether `of` is a narrower case of the claim that this is a reason for. */
      readonly isNarrower: boolean;
      readonly witness: Witness;
      readonly speaks: 'for' | 'against' | 'silent';
      readonly label: Label;
      readonly because: readonly Reason[];
    }
  /** The last stance of each who holds the claim. */
  | { readonly what: 'held'; readonly stances: readonly GraphStance[] }
  /** Nobody holds the claim, and nothing else is a ground for it; the last stance of each who spoke. */
  | { readonly what: 'unheld'; readonly stances: readonly GraphStance[] }
  /** What supports the claim rests on the claim itself. */
  | { readonly what: 'circle' };

/** A framework that is labelled, with all that is needed to say why. */
export interface Explained extends Arguments {
  readonly evidence: Evidence;
  readonly labels: Labels;
  /** The round in which each argument got its label, as `labelGrounded()` gives it. */
  readonly rounds: Int32Array;
  readonly unfounded: ReadonlySet<number>;
}

/** Claims upon claims that one tree explains: more than anybody reads, and few enough for the stack. */
const maxDepth = 100;

/** The reasons for the label of a claim. Throws for a claim that is not there. */
export function explain(given: Explained, slug: string): Reason {
  const { list, framework, labels, rounds } = given;
  const asked = given.numbers.get(slug);
  const told = new Set<number>();
  let depth = 0;

  const attackersOf = (number: number): readonly number[] => [
    ...framework.attackers.items.slice(framework.attackers.starts[number], framework.attackers.starts[number + 1]),
  ];
  /** Attackers that explain a label: those that are in for what is out, and of an earlier round; each for the others. */
  const deciding = (number: number): readonly number[] => {
    const attackers = attackersOf(number);
    if (labels[number] === OUT) {
      const round = rounds[number] ?? 0;
      return attackers.filter((one) => labels[one] === IN && (rounds[one] ?? 0) < round);
    }
    return labels[number] === IN ? attackers : attackers.filter((one) => labels[one] !== OUT);
  };

  /** What is in, attacks an argument that is out, was labelled after it, and does not rest on its being out. */
  const later = (number: number): readonly number[] => {
    const round = rounds[number] ?? 0;
    const attackers = attackersOf(number).filter((one) => labels[one] === IN && (rounds[one] ?? 0) > round);
    return attackers.filter((attacker) => {
      const below = new Set([attacker]);
      for (const one of below) for (const next of deciding(one)) below.add(next);
      return !below.has(number);
    });
  };

  const tell = (number: number): readonly Reason[] => {
    const argument = list[number];
    const label = nameLabel(labels[number]);
    switch (argument?.what) {
      case undefined:
        return [];
      case 'claim':
        return [tellClaim(number, argument)];
      case 'unestablished':
        return tell(argument.claim);
      case 'broken':
      case 'unbroken':
        return deciding(number)
          .flatMap(tell)
          .map((reason) => (reason.what === 'run' ? { ...reason, isNarrower: true } : reason));
      case 'groundless':
        return tellGrounds(number, argument.claim);
      case 'inference': {
        const { relation, speaks } = argument;
        return [{ what: 'relation', relation, speaks, label, because: deciding(number).flatMap(tell) }];
      }
      case 'runs':
        return argument.witnesses.map((witness): Reason => {
          const of = slugOf(argument.claim);
          const because = deciding(number).flatMap(tell);
          return { what: 'run', of, isNarrower: false, witness, speaks: argument.speaks, label, because };
        });
    }
  };

  const slugOf = (number: number): string => {
    const argument = list[number];
    return argument?.what === 'claim' ? (argument.claims[0]?.slug ?? '') : '';
  };

  /** Why a claim has a ground or none: what supports it, as far as that has the same label. */
  const tellGrounds = (number: number, claim: number): readonly Reason[] => {
    const argument = list[claim];
    const grounds = given.grounds.get(claim) ?? [];
    if (labels[number] !== IN) return grounds.filter((one) => labels[one] !== OUT).flatMap(tell);
    const stances = argument?.what === 'claim' ? argument.claims.flatMap((one) => lastStances(one.stances)) : [];
    const isCircle: readonly Reason[] = given.unfounded.has(claim) ? [{ what: 'circle' }] : [];
    return [{ what: 'unheld', stances }, ...isCircle, ...grounds.flatMap(tell)];
  };

  const tellClaim = (number: number, argument: Extract<Argument, { what: 'claim' }>): Reason => {
    const [first] = argument.claims;
    const label = nameLabel(labels[number]);
    const named = { what: 'claim', slug: first?.slug ?? '', title: first?.title ?? '', label } as const;
    if (told.has(number)) return { ...named, elsewhere: 'above', because: [] };
    if (depth === maxDepth) return { ...named, elsewhere: 'its page', because: [] };
    told.add(number);
    depth += 1;
    const because = tellReasons(number, argument);
    depth -= 1;
    return { ...named, elsewhere: null, because };
  };

  const tellReasons = (number: number, argument: Extract<Argument, { what: 'claim' }>): readonly Reason[] => {
    const decisive = deciding(number).flatMap(tell);
    // Each of what defeats it would do alone; of the claim that was asked about all are said.
    if (labels[number] === OUT) return number === asked ? [...decisive, ...later(number).flatMap(tell)] : decisive;
    const held = argument.claims.flatMap(({ holders, stances }) =>
      lastStances(stances).filter(({ person }) => holders.includes(person)),
    );
    const isHeld: readonly Reason[] = held.length > 0 ? [{ what: 'held', stances: held }] : [];
    const also = held.length > 0 ? tellSupport(number) : [];
    return [...isHeld, ...also, ...decisive, ...tellSilent(argument)];
  };

  /**
   * What speaks for a claim that its holders are ground enough for: its runs and, of the claim that was asked about, what
   * supports it.
   */
  const tellSupport = (number: number): readonly Reason[] =>
    (given.grounds.get(number) ?? [])
      .filter((one) => labels[one] === IN && (list[one]?.what === 'runs' || number === asked))
      .flatMap(tell);

  /** Runs of a claim's tests that decide nothing, and say why; a claim that was defeated does not need them. */
  const tellSilent = (argument: Extract<Argument, { what: 'claim' }>): readonly Reason[] => {
    const label: Label = 'undecided';
    return argument.claims
      .filter(({ kind }) => kind === 'factual')
      .flatMap((claim) =>
        (given.evidence.get(claim.slug) ?? [])
          .filter((witness) => directionOf(witness) === 'silent' && witness.verdict !== 'not applicable')
          .map((witness): Reason => {
            return { what: 'run', of: claim.slug, isNarrower: false, witness, speaks: 'silent', label, because: [] };
          }),
      );
  };

  const argument = asked === undefined ? undefined : list[asked];
  if (asked === undefined || argument?.what !== 'claim') throw new Error(`Cannot explain \`${slug}\`: no such claim`);
  const reason = tellClaim(asked, argument);
  const own = argument.claims.find((claim) => claim.slug === slug);
  return reason.what === 'claim' && own !== undefined ? { ...reason, slug, title: own.title } : reason;
}

/** The last stance of each person, in the order in which they first spoke. */
function lastStances(stances: readonly GraphStance[]): readonly GraphStance[] {
  const last = new Map<string, GraphStance>();
  const byDate = stances.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const stance of byDate) last.set(stance.person, stance);
  return [...last.values()];
}
