/** One thing that a list is narrowed by: a filter that somebody set, under the name that it has in an address. */
export interface Condition<T> {
  readonly name: string;
  readonly passes: (item: T) => boolean;
}

/** A narrowed list, and what to say where nothing is left of it. */
export interface Narrowed<T> {
  /** In the order of the whole list. */
  readonly kept: readonly T[];
  /**
   * Where nothing is left: the condition without which most would be, and how many that is. Undefined where something is
   * left, and where no single condition is to blame.
   */
  readonly blamed: { readonly name: string; readonly count: number } | undefined;
}

/** The items that pass every condition. */
export function narrow<T>(items: readonly T[], conditions: readonly Condition<T>[]): Narrowed<T> {
  const kept = items.filter((item) => conditions.every(({ passes }) => passes(item)));
  if (kept.length > 0) return { kept, blamed: undefined };
  let blamed: Narrowed<T>['blamed'];
  for (const one of conditions) {
    const others = conditions.filter((other) => other !== one);
    const count = items.filter((item) => others.every(({ passes }) => passes(item))).length;
    if (count > (blamed?.count ?? 0)) blamed = { name: one.name, count };
  }
  return { kept, blamed };
}
