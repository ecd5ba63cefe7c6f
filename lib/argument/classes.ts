import type { DebateGraph, GraphClaim } from '#lib/argument/graph';

/**
 * The claims of a graph by what they say. Claims that `equivalent` ties stand together, and so do claims each of which
 * `refines` the other, over any number of steps: what is a narrower case of each other is the same. Among the classes
 * `refines` has therefore no circle.
 */
export function findClasses({ claims, relations }: DebateGraph): readonly (readonly GraphClaim[])[] {
  const places = new Map(claims.map(({ slug }, place) => [slug, place]));
  const next: number[][] = claims.map(() => []);
  for (const { kind, from, to } of relations) {
    const [a, b] = [places.get(from), places.get(to)];
    if (a === undefined || b === undefined) continue;
    if (kind === 'refines' || kind === 'equivalent') next[a]?.push(b);
    if (kind === 'equivalent') next[b]?.push(a);
  }
  const classes = findComponents(next).map((component) => component.toSorted((a, b) => a - b));
  return classes
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map((members) =>
      members.flatMap((place) => {
        const claim = claims[place];
        return claim === undefined ? [] : [claim];
      }),
    );
}

/** The strongly connected components of a graph (R. Tarjan, SIAM Journal on Computing 1, 1972), without recursion. */
function findComponents(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  /** When a node was first met, from 1; 0 before. */
  const met = new Int32Array(next.length);
  /** The earliest node that is known to be reached from a node and is in no component yet. */
  const low = new Int32Array(next.length);
  const open: number[] = [];
  const isOpen = new Uint8Array(next.length);
  let time = 0;
  const enter = (node: number) => {
    time += 1;
    met[node] = time;
    low[node] = time;
    open.push(node);
    isOpen[node] = 1;
    return { node, edge: 0 };
  };
  for (let root = 0; root < next.length; root++) {
    if (met[root] !== 0) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      const other = next[node]?.[top.edge];
      top.edge += 1;
      if (other !== undefined) {
        if (met[other] === 0) path.push(enter(other));
        else if (isOpen[other] === 1) low[node] = Math.min(low[node] ?? 0, met[other] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1)?.node;
      if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
      if (low[node] !== met[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) isOpen[member] = 0;
      found.push(component);
    }
  }
  return found;
}
