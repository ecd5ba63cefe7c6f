import type { DebateGraph, GraphClaim } from '#lib/argument/graph';

/** The claims of a graph by what they say: those that `equivalent` ties, over any number of steps, stand together. */
export function findClasses({ claims, relations }: DebateGraph): readonly (readonly GraphClaim[])[] {
  const places = new Map(claims.map(({ slug }, index) => [slug, index]));
  const parents = claims.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    for (let up = parents[at] ?? at; up !== at; up = parents[at] ?? at) {
      // The path is halved on the way, so that long chains stay cheap.
      parents[at] = parents[up] ?? up;
      at = up;
    }
    return at;
  };
  for (const { kind, from, to } of relations) {
    const [a, b] = [places.get(from), places.get(to)];
    if (kind !== 'equivalent' || a === undefined || b === undefined) continue;
    const [first, second] = [rootOf(a), rootOf(b)];
    parents[Math.max(first, second)] = Math.min(first, second);
  }
  const classes = new Map<number, GraphClaim[]>();
  claims.forEach((claim, index) => {
    const root = rootOf(index);
    const known = classes.get(root);
    if (known === undefined) classes.set(root, [claim]);
    else known.push(claim);
  });
  return [...classes.values()];
}
