/** Where a value became what it is at the end: it was another one at `after`, and is that of the end from `by` on. */
export interface Turn {
  readonly after: number;
  readonly by: number;
}

/**
 * Finds when values that are not what they are at the end became so, among the points 0 to `last`: by halving, so that
 * few points are looked at. `valuesAt` is asked at most `most` times beside 0 and `last`; a turn for which that was not
 * enough lies somewhere between `after` and `by`. Where a value turned more than once it is one of its turns to the last.
 */
export function findTurns<T>(
  valuesAt: (point: number) => ReadonlyMap<string, T>,
  last: number,
  most: number,
): ReadonlyMap<string, Turn> {
  const known = new Map<number, ReadonlyMap<string, T>>();
  const look = (point: number) => {
    const found = known.get(point) ?? valuesAt(point);
    known.set(point, found);
    return found;
  };
  const [start, end] = [look(0), look(last)];
  const turns = new Map<string, Turn>();
  for (const [name, value] of start) {
    const final = end.get(name);
    if (final === value) continue;
    let [after, by] = [0, last];
    while (by - after > 1) {
      const middle = Math.floor((after + by) / 2);
      if (!known.has(middle) && known.size >= most + 2) break;
      if (look(middle).get(name) === final) by = middle;
      else after = middle;
    }
    turns.set(name, { after, by });
  }
  return turns;
}
