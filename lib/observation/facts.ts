/** What was seen, by name: `pin` → `new`, `page` → `copied`. Names and values are one word each. */
export type Facts = Readonly<Record<string, string>>;

/** Facts on one line, in the order of their names: `page=copied pin=old`. */
export function printFacts(facts: Facts): string {
  return Object.entries(facts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Reads what `printFacts` printed; undefined where it is something else. */
export function readFacts(text: string): Facts | undefined {
  const pairs = text.split(' ').map((word) => /^([^=\s]+)=([^=\s]+)$/.exec(word));
  const entries = pairs.flatMap((pair): [string, string][] => {
    const [, name, value] = pair ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  return entries.length === pairs.length ? Object.fromEntries(entries) : undefined;
}

/** What the model says: every way in which it can end, or why it says nothing. */
export type Prediction =
  | { readonly is: 'predicted'; readonly ends: readonly Facts[] }
  | { readonly is: 'not modelled'; readonly reason: string };

export const agreements = ['agrees', 'differs', 'not modelled'] as const;

/** How an observation and the model compare. */
export interface Comparison {
  readonly agreement: (typeof agreements)[number];
  /** Why nothing is said, or what the model says instead; null where they agree. */
  readonly reason: string | null;
}

/**
 * A kernel agrees where the model has one end only and every fact seen is a fact of that end. A fact of which the model
 * does not speak is not modelled: that the rest fits would say too much.
 */
export function compareFacts(seen: Facts, prediction: Prediction): Comparison {
  if (prediction.is === 'not modelled') return { agreement: 'not modelled', reason: prediction.reason };
  const [end, ...more] = prediction.ends;
  if (end === undefined) return { agreement: 'differs', reason: 'in the model nothing comes to an end' };
  const unspoken = Object.keys(seen).find((name) => !(name in end));
  if (unspoken !== undefined) return { agreement: 'not modelled', reason: `the model does not speak of ${unspoken}` };
  const restrict = (facts: Facts) =>
    printFacts(Object.fromEntries(Object.entries(facts).filter(([name]) => name in seen)));
  const ends = [...new Set([end, ...more].map(restrict))];
  const wanted = printFacts(seen);
  if (ends.length === 1 && ends[0] === wanted) return { agreement: 'agrees', reason: null };
  return { agreement: 'differs', reason: `the model ends with ${ends.join(' or ')}` };
}
