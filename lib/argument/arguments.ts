import { type Arguments, isInference } from '#lib/argument/argument';
import { Construction } from '#lib/argument/construction';
import type { Evidence } from '#lib/argument/evidence';
import type { DebateGraph, GraphRelation } from '#lib/argument/graph';

/**
 * The framework of a debate under some evidence; README.md says which argument stands for what, and why.
 * `unfounded` are claims whose support rests on itself: no inference is a ground for them.
 */
export function makeArguments(
  graph: DebateGraph,
  evidence: Evidence,
  unfounded: ReadonlySet<number> = new Set(),
): Arguments {
  const construction = new Construction(graph, unfounded);
  construction.addRuns(evidence);
  construction.addInferences();
  construction.addUndercuts();
  return construction.finish();
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
