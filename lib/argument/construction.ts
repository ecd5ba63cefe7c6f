import { type Argument, type Arguments, isInference } from '#lib/argument/argument';
import { findClasses } from '#lib/argument/classes';
import { directionOf, doAllHold, type Evidence, type Witness } from '#lib/argument/evidence';
import { makeFramework } from '#lib/argument/framework';
import type { DebateGraph, GraphClaim, GraphRelation } from '#lib/argument/graph';
import type { ClaimKind } from '#lib/argument/record/claim';
import type { RelationKind } from '#lib/argument/relation';

/** Kinds of relation that are an inference from one claim to another, and can be undercut. */
const inferences: readonly RelationKind[] = ['supports', 'concedes', 'rebuts'];

/**
 * Arguments and attacks in the making. Claims, equivalent ones as one, are there from the beginning and have the first
 * numbers; runs come next, then inferences, which some runs attack, then undercuts, which attack both.
 */
export class Construction {
  readonly #relations: readonly GraphRelation[];
  readonly #classes: readonly (readonly GraphClaim[])[];
  readonly #numbers = new Map<string, number>();
  readonly #list: Argument[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** By the number of a claim. */
  readonly #groundless = new Map<number, number>();
  readonly #unestablished = new Map<number, number>();
  readonly #grounds = new Map<number, number[]>();
  /** Runs that break the claim, or the one argument of all its runs that hold. */
  readonly #against = new Map<number, readonly number[]>();
  readonly #for = new Map<number, number>();
  /** Inferences from the claim that can be undercut. */
  readonly #outgoing = new Map<number, number[]>();

  constructor(graph: DebateGraph) {
    this.#relations = graph.relations;
    this.#classes = findClasses(graph);
    for (const claims of this.#classes) {
      const number = this.#add({ what: 'claim', claims });
      for (const { slug } of claims) this.#numbers.set(slug, number);
    }
    for (const [claim, claims] of this.#classes.entries()) {
      if (claims.some(({ holders }) => holders.length > 0)) continue;
      const number = this.#add({ what: 'groundless', claim });
      this.#attack(number, claim);
      this.#groundless.set(claim, number);
    }
  }

  /** Runs that break a claim, and runs that all hold. */
  addRuns(evidence: Evidence): void {
    for (const [claim, claims] of this.#classes.entries()) {
      const witnesses = claims.flatMap(({ kind, slug }) => (kind === 'factual' ? (evidence.get(slug) ?? []) : []));
      const failing = witnesses.filter((witness) => directionOf(witness) === 'against');
      if (failing.length > 0) this.#addFailing(claim, failing);
      else if (doAllHold(witnesses)) {
        const number = this.#add({ what: 'runs', claim, speaks: 'for', witnesses });
        this.#for.set(claim, number);
        this.#ground(number, claim);
      }
    }
    this.#addBroken();
  }

  /** What was inferred from a claim for or against another. */
  addInferences(): void {
    for (const relation of this.#relations) {
      const { kind, from, to } = relation;
      switch (kind) {
        case 'supports':
        case 'concedes':
          this.#infer(relation, from, to, 'for');
          break;
        case 'rebuts':
        case 'supersedes':
          this.#infer(relation, from, to, 'against');
          break;
        case 'contrary':
          this.#infer(relation, from, to, 'against');
          this.#infer(relation, to, from, 'against');
          break;
        case 'undercuts':
        case 'refines':
        case 'equivalent':
          break;
      }
    }
  }

  /** What was said against a step: from a claim to others, or from runs to the claim. */
  addUndercuts(): void {
    for (const relation of this.#relations) {
      if (relation.kind !== 'undercuts') continue;
      const premise = this.#numberOf(relation.from);
      const targets = this.#findUndercut(relation);
      const number = this.#add({ what: 'inference', relation, speaks: 'undercuts', premises: [premise], targets });
      this.#need(premise, number);
      for (const target of targets) this.#attack(number, target);
    }
  }

  finish(): Arguments {
    const framework = makeFramework(this.#list.length, this.#from, this.#to);
    return { list: this.#list, framework, numbers: this.#numbers, grounds: this.#grounds };
  }

  #add(argument: Argument): number {
    return this.#list.push(argument) - 1;
  }

  #attack(attacker: number, attacked: number): void {
    this.#from.push(attacker);
    this.#to.push(attacked);
  }

  #numberOf(slug: string): number {
    const number = this.#numbers.get(slug);
    if (number === undefined) throw new Error(`Cannot find claim \`${slug}\` in the graph`);
    return number;
  }

  /** Lets an argument speak for a claim. A claim that somebody holds needs no more ground. */
  #ground(argument: number, claim: number): void {
    append(this.#grounds, claim, argument);
    const groundless = this.#groundless.get(claim);
    if (groundless !== undefined) this.#attack(argument, groundless);
  }

  /** Lets an argument fall with a claim. */
  #need(claim: number, argument: number): void {
    const known = this.#unestablished.get(claim);
    const number = known ?? this.#add({ what: 'unestablished', claim });
    if (known === undefined) {
      this.#attack(claim, number);
      this.#unestablished.set(claim, number);
    }
    this.#attack(number, argument);
  }

  #addFailing(claim: number, failing: readonly Witness[]): void {
    const runs = failing.map((witness) => {
      const number = this.#add({ what: 'runs', claim, speaks: 'against', witnesses: [witness] });
      this.#attack(number, claim);
      return number;
    });
    this.#against.set(claim, runs);
  }

  /** Carries runs that break a claim to everything that it is a narrower case of, one step at a time. */
  #addBroken(): void {
    const broader = this.#listBroader();
    const wide = new Set([...this.#against.keys()].flatMap((claim) => [...(broader.get(claim) ?? [])]));
    for (const claim of wide) for (const next of broader.get(claim) ?? []) wide.add(next);
    const broken = new Map(
      [...wide].map((claim) => {
        const unbroken = this.#add({ what: 'unbroken', claim });
        const number = this.#add({ what: 'broken', claim });
        this.#attack(unbroken, number);
        if (this.#classes[claim]?.some(({ kind }) => isOfFact(kind)) === true) this.#attack(number, claim);
        return [claim, { unbroken, number }];
      }),
    );
    for (const narrow of new Set([...this.#against.keys(), ...wide])) {
      const own = broken.get(narrow);
      const breaking = [...(this.#against.get(narrow) ?? []), ...(own === undefined ? [] : [own.number])];
      for (const claim of broader.get(narrow) ?? []) {
        const target = broken.get(claim);
        if (target !== undefined) for (const run of breaking) this.#attack(run, target.unbroken);
      }
    }
  }

  /** For each claim the others that it is a narrower case of, over one step. */
  #listBroader(): ReadonlyMap<number, ReadonlySet<number>> {
    const broader = new Map<number, Set<number>>();
    for (const { kind, from, to } of this.#relations) {
      if (kind !== 'refines') continue;
      const [narrow, wide] = [this.#numberOf(from), this.#numberOf(to)];
      if (narrow !== wide) broader.set(narrow, (broader.get(narrow) ?? new Set()).add(wide));
    }
    return broader;
  }

  #infer(relation: GraphRelation, from: string, to: string, speaks: 'for' | 'against'): void {
    const [start, target] = [this.#numberOf(from), this.#numberOf(to)];
    const further = relation.premises.map((slug) => this.#numberOf(slug));
    const premises = further.length === 0 ? [start] : [...new Set([start, ...further])];
    const number = this.#add({ what: 'inference', relation, speaks, premises, targets: [target] });
    for (const premise of premises) this.#need(premise, number);
    if (inferences.includes(relation.kind)) append(this.#outgoing, start, number);
    if (speaks === 'for') {
      this.#ground(number, target);
      return;
    }
    this.#attack(number, target);
    // Where every run of a claim holds, the run decides and what is said against the claim does not.
    const holding = this.#for.get(target);
    if (holding !== undefined) this.#attack(holding, number);
  }

  #findUndercut({ to, toward, scenario }: GraphRelation): readonly number[] {
    const claim = this.#numberOf(to);
    if (scenario !== null) {
      const holding = this.#for.get(claim);
      const runs = [...(this.#against.get(claim) ?? []), ...(holding === undefined ? [] : [holding])];
      return runs.filter((run) => {
        const argument = this.#list[run];
        return argument?.what === 'runs' && argument.witnesses.some((witness) => witness.scenario === scenario);
      });
    }
    const all = this.#outgoing.get(claim) ?? [];
    if (toward === null) return all;
    const target = this.#numberOf(toward);
    return all.filter((number) => {
      const argument = this.#list[number];
      return isInference(argument) && argument.targets.includes(target);
    });
  }
}

/** Whether a claim of that kind says how things are, so that a narrower case that is not so makes it wrong. */
function isOfFact(kind: ClaimKind): boolean {
  return kind !== 'normative' && kind !== 'verbal';
}

function append<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
