import { findClasses } from '#lib/argument/classes';
import { directionOf, doAllHold, type Evidence, type Witness } from '#lib/argument/evidence';
import { type Framework, makeFramework } from '#lib/argument/framework';
import type { DebateGraph, GraphClaim, GraphRelation } from '#lib/argument/graph';
import type { ClaimKind } from '#lib/argument/record/claim';
import type { RelationKind } from '#lib/argument/relation';

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

/** A debate as a framework, and what each of its arguments stands for. */
export interface Arguments {
  readonly list: readonly Argument[];
  readonly framework: Framework;
  /** The argument that stands for a claim, by its slug. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By the number of a claim: the runs and inferences that speak for it. */
  readonly grounds: ReadonlyMap<number, readonly number[]>;
}

/** Kinds of relation that are an inference from one claim to another, and can be undercut. */
const inferences: readonly RelationKind[] = ['supports', 'concedes', 'rebuts'];

/**
 * The framework of a debate under some evidence; README.md says which argument stands for what, and why.
 * `unfounded` are claims whose support rests on itself: no inference is a ground for them.
 */
export function makeArguments(
  graph: DebateGraph,
  evidence: Evidence,
  unfounded: ReadonlySet<number> = new Set(),
): Arguments {
  const list: Argument[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const add = (argument: Argument) => list.push(argument) - 1;
  const attack = (attacker: number, attacked: number) => {
    from.push(attacker);
    to.push(attacked);
  };

  const classes = findClasses(graph);
  const numbers = new Map<string, number>();
  for (const claims of classes) {
    const number = add({ what: 'claim', claims });
    for (const { slug } of claims) numbers.set(slug, number);
  }
  const numberOf = (slug: string): number => {
    const number = numbers.get(slug);
    if (number === undefined) throw new Error(`Cannot find claim \`${slug}\` in the graph`);
    return number;
  };

  const groundless = classes.map((claims, claim) => {
    if (claims.some(({ holders }) => holders.length > 0)) return undefined;
    const number = add({ what: 'groundless', claim });
    attack(number, claim);
    return number;
  });
  const grounds = new Map<number, number[]>();
  const ground = (argument: number, claim: number) => {
    const known = grounds.get(claim);
    if (known === undefined) grounds.set(claim, [argument]);
    else known.push(argument);
    if (unfounded.has(claim) && list[argument]?.what === 'inference') return;
    const number = groundless[claim];
    if (number !== undefined) attack(argument, number);
  };

  /** The runs that speak of a class of claims: of each test that fails, or of all that hold. */
  const runs = classes.map((claims, claim): readonly number[] => {
    const witnesses = claims.flatMap(({ kind, slug }) => (kind === 'factual' ? (evidence.get(slug) ?? []) : []));
    const failing = witnesses.filter((witness) => directionOf(witness) === 'against');
    if (failing.length > 0) {
      return failing.map((witness) => {
        const number = add({ what: 'runs', claim, speaks: 'against', witnesses: [witness] });
        attack(number, claim);
        return number;
      });
    }
    if (!doAllHold(witnesses)) return [];
    const number = add({ what: 'runs', claim, speaks: 'for', witnesses });
    ground(number, claim);
    return [number];
  });

  const broader = listBroader(graph, numbers);
  const failing = classes.flatMap((_, claim) => (runs[claim]?.some((run) => isAgainst(list[run])) ? [claim] : []));
  const broken = new Map(
    listAbove(failing, broader).map((claim) => {
      const unbroken = add({ what: 'unbroken', claim });
      const number = add({ what: 'broken', claim });
      attack(unbroken, number);
      if (classes[claim]?.some(({ kind }) => isOfFact(kind)) === true) attack(number, claim);
      return [claim, { unbroken, number }];
    }),
  );
  for (const narrow of new Set([...failing, ...broken.keys()])) {
    const breaking = (runs[narrow] ?? []).filter((run) => isAgainst(list[run]));
    const own = broken.get(narrow);
    for (const wide of broader.get(narrow) ?? []) {
      const target = broken.get(wide)?.unbroken;
      if (target === undefined) continue;
      for (const run of breaking) attack(run, target);
      if (own !== undefined) attack(own.number, target);
    }
  }

  const unestablished: (number | undefined)[] = classes.map(() => undefined);
  const need = (claim: number, argument: number) => {
    let number = unestablished[claim];
    if (number === undefined) {
      number = add({ what: 'unestablished', claim });
      attack(claim, number);
      unestablished[claim] = number;
    }
    attack(number, argument);
  };

  /** Inferences from a class of claims that can be undercut. */
  const outgoing: number[][] = classes.map(() => []);
  const infer = (relation: GraphRelation, start: string, end: string, speaks: 'for' | 'against') => {
    const first = numberOf(start);
    const premises =
      relation.premises.length === 0 ? [first] : [...new Set([first, ...relation.premises.map(numberOf)])];
    const target = numberOf(end);
    const number = add({ what: 'inference', relation, speaks, premises, targets: [target] });
    for (const premise of premises) need(premise, number);
    if (inferences.includes(relation.kind)) outgoing[first]?.push(number);
    if (speaks === 'for') {
      ground(number, target);
      return;
    }
    attack(number, target);
    // Where every run of a claim holds, the run decides and what is said against the claim does not.
    for (const run of runs[target] ?? []) if (!isAgainst(list[run])) attack(run, number);
  };

  for (const relation of graph.relations) {
    const { kind, from: start, to: end } = relation;
    switch (kind) {
      case 'supports':
      case 'concedes':
        infer(relation, start, end, 'for');
        break;
      case 'rebuts':
      case 'supersedes':
        infer(relation, start, end, 'against');
        break;
      case 'contrary':
        infer(relation, start, end, 'against');
        infer(relation, end, start, 'against');
        break;
      case 'undercuts':
      case 'refines':
      case 'equivalent':
        break;
    }
  }
  for (const relation of graph.relations) {
    if (relation.kind !== 'undercuts') continue;
    const claim = numberOf(relation.to);
    const targets =
      relation.scenario === null
        ? (outgoing[claim] ?? []).filter((number) => isToward(list[number], relation.toward, numbers))
        : (runs[claim] ?? []).filter((number) => isOf(list[number], relation.scenario));
    const premise = numberOf(relation.from);
    const number = add({ what: 'inference', relation, speaks: 'undercuts', premises: [premise], targets });
    need(premise, number);
    for (const target of targets) attack(number, target);
  }
  return { list, framework: makeFramework(list.length, from, to), numbers, grounds };
}

/** Whether a claim of that kind says how things are, so that a narrower case that is not so makes it wrong. */
function isOfFact(kind: ClaimKind): boolean {
  return kind !== 'normative' && kind !== 'verbal';
}

function isAgainst(argument: Argument | undefined): boolean {
  return argument?.what === 'runs' && argument.speaks === 'against';
}

function isToward(argument: Argument | undefined, toward: string | null, numbers: ReadonlyMap<string, number>) {
  return toward === null || (isInference(argument) && argument.targets.includes(numbers.get(toward) ?? -1));
}

export function isInference(argument: Argument | undefined): argument is Inference {
  return argument?.what === 'inference';
}

/** Whether some of the runs are of a scenario. */
function isOf(argument: Argument | undefined, scenario: string | null): boolean {
  return argument?.what === 'runs' && argument.witnesses.some((witness) => witness.scenario === scenario);
}

/** For each class of claims the other classes that it is a narrower case of, over one step. */
function listBroader(graph: DebateGraph, numbers: ReadonlyMap<string, number>): ReadonlyMap<number, Set<number>> {
  const broader = new Map<number, Set<number>>();
  for (const { kind, from, to } of graph.relations) {
    const [narrow, wide] = [numbers.get(from), numbers.get(to)];
    if (kind !== 'refines' || narrow === undefined || wide === undefined || narrow === wide) continue;
    const known = broader.get(narrow) ?? new Set();
    broader.set(narrow, known.add(wide));
  }
  return broader;
}

/** Everything that some class is a narrower case of, over any number of steps. */
function listAbove(narrow: readonly number[], broader: ReadonlyMap<number, Set<number>>): readonly number[] {
  const found = new Set<number>();
  for (const one of narrow) for (const wide of broader.get(one) ?? []) found.add(wide);
  for (const one of found) for (const wide of broader.get(one) ?? []) found.add(wide);
  return [...found];
}

/**
 * Relations that attack an inference which nobody made: `undercuts` a claim from which nothing is inferred (toward the
 * claim that it names), or the runs of a scenario that is no test of the claim. They change no label.
 */
export function listIdleUndercuts(graph: DebateGraph): readonly GraphRelation[] {
  const { list } = makeArguments(graph, new Map());
  const tests = new Map(graph.claims.map(({ slug, scenarios }) => [slug, scenarios]));
  return list.flatMap((argument) => {
    if (!isInference(argument) || argument.speaks !== 'undercuts') return [];
    const { relation, targets } = argument;
    const { scenario } = relation;
    const isIdle = scenario === null ? targets.length === 0 : tests.get(relation.to)?.includes(scenario) !== true;
    return isIdle ? [relation] : [];
  });
}
