import { type Arguments, isInference } from '#lib/argument/argument';
import { Construction } from '#lib/argument/construction';
import type { Evidence } from '#lib/argument/evidence';
import { makeFramework } from '#lib/argument/framework';
import type { DebateGraph, GraphRelation } from '#lib/argument/graph';

/** The framework of a debate under some evidence; README.md says which argument stands for what, and why. */
export function makeArguments(graph: DebateGraph, evidence: Evidence): Arguments {
  const construction = new Construction(graph);
  construction.addRuns(evidence);
  construction.addInferences();
  construction.addUndercuts();
  return construction.finish();
}

/** The same arguments where no inference is a ground for some claims: what supports those rests on themselves. */
export function dropGrounds(made: Arguments, unfounded: ReadonlySet<number>): Arguments {
  const { list, framework } = made;
  const from: number[] = [];
  const to: number[] = [];
  const { starts, items } = framework.attackers;
  for (const [number, argument] of list.entries()) {
    const isDropped = argument.what === 'groundless' && unfounded.has(argument.claim);
    for (let i = starts[number] ?? 0; i < (starts[number + 1] ?? 0); i++) {
      const attacker = items[i] ?? 0;
      if (isDropped && isInference(list[attacker])) continue;
      from.push(attacker);
      to.push(number);
    }
  }
  return { ...made, framework: makeFramework(list.length, from, to) };
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
