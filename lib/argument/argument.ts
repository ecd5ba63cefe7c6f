import type { Witness } from '#lib/argument/evidence';
import type { Framework } from '#lib/argument/framework';
import type { GraphClaim, GraphRelation } from '#lib/argument/graph';

/** What an argument of the framework stands for. Numbers are those of other arguments. */
export type Argument =
  /** Claims that say the same. */
  | { readonly what: 'claim'; readonly claims: readonly GraphClaim[] }
  /** That nothing speaks for a claim: it attacks the claim, and each ground of the claim attacks it. */
  | { readonly what: 'groundless'; readonly claim: number }
  /** That a claim is not established: it attacks what needs the claim, and the claim attacks it. */
  | { readonly what: 'unestablished'; readonly claim: number }
  /** That a run breaks no narrower case of a claim: such runs attack it. */
  | { readonly what: 'unbroken'; readonly claim: number }
  /** That a run breaks a narrower case of a claim: it attacks the claim, and "unbroken" attacks it. */
  | { readonly what: 'broken'; readonly claim: number }
  /** An inference from claims to a claim, or an attack on inferences. */
  | {
      readonly what: 'inference';
      readonly relation: GraphRelation;
      readonly speaks: 'for' | 'against' | 'undercuts';
      /** The claims that it needs. */
      readonly premises: readonly number[];
      /** Whom it speaks of: a claim, or what it undercuts. */
      readonly targets: readonly number[];
    }
  /** What recorded runs say of a claim: one that breaks it, or all that hold. */
  | {
      readonly what: 'runs';
      readonly claim: number;
      readonly speaks: 'for' | 'against';
      readonly witnesses: readonly Witness[];
    };

export type Inference = Extract<Argument, { what: 'inference' }>;

export function isInference(argument: Argument | undefined): argument is Inference {
  return argument?.what === 'inference';
}

/** A debate as a framework, and what each of its arguments stands for. */
export interface Arguments {
  readonly list: readonly Argument[];
  readonly framework: Framework;
  /** The argument that stands for a claim, by its slug. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By the number of a claim: the runs and inferences that speak for it. */
  readonly grounds: ReadonlyMap<number, readonly number[]>;
}
