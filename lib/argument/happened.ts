import type { DebateGraph, GraphClaim, GraphRelation, GraphStance } from '#lib/argument/graph';

/** Something that was said of a claim, or of how it bears on another. */
export type Said =
  | { readonly what: 'stance'; readonly claim: GraphClaim; readonly stance: GraphStance }
  | { readonly what: 'relation'; readonly relation: GraphRelation };

/**
 * What was said after one day and by another (ISO 8601) that bears on a claim: of the claim itself, or where nothing was,
 * of those that bear on it, and so on; the nearest only. Empty where nothing that leads to it was said.
 */
export function listSaid(graph: DebateGraph, slug: string, after: string, by: string): readonly Said[] {
  const isThen = (day: string) => day > after && day <= by;
  const bySlug = new Map(graph.claims.map((claim) => [claim.slug, claim]));
  const into = new Map<string, GraphRelation[]>();
  const list = (to: string, relation: GraphRelation) => into.set(to, [...(into.get(to) ?? []), relation]);
  for (const relation of graph.relations) {
    list(relation.to, relation);
    // These bear on both of their claims.
    if (relation.kind === 'contrary' || relation.kind === 'equivalent') list(relation.from, relation);
  }
  const seen = new Set([slug]);
  for (let ring = [slug]; ring.length > 0; ) {
    const said = ring.flatMap((name): readonly Said[] => {
      const claim = bySlug.get(name);
      const stances = (claim?.stances ?? []).filter(({ date }) => isThen(date));
      const relations = (into.get(name) ?? []).filter(({ date }) => isThen(date));
      return [
        ...relations.map((relation) => ({ what: 'relation', relation }) as const),
        ...(claim === undefined ? [] : stances.map((stance) => ({ what: 'stance', claim, stance }) as const)),
      ];
    });
    if (said.length > 0) return said;
    const next = ring
      .flatMap((name) => into.get(name) ?? [])
      .flatMap(({ from, to, premises }) => [from, to, ...premises])
      .filter((name) => !seen.has(name));
    ring = [...new Set(next)];
    for (const name of ring) seen.add(name);
  }
  return [];
}
