import type { Condition, DateRange, Numbered, Words } from '#lib/search/query';

/** A condition as it is looked up: what FTS5 can answer in one question is one. */
export type Plan =
  | Matching
  | DateRange
  | Numbered
  | { readonly kind: 'all' | 'any'; readonly of: readonly Plan[] }
  | { readonly kind: 'not'; readonly of: Plan };

/** An expression of FTS5. */
export interface Matching {
  readonly kind: 'matching';
  readonly match: string;
  /** Some word in it is only a beginning: FTS5 puts all words that go on so together for every question. */
  readonly hasBeginning: boolean;
  /** How deep its parentheses go. */
  readonly depth: number;
}

/** FTS5's parser has a stack of its own: deeper trees are put together outside it. */
const deepest = 24;

/** All terms that begin so, or undefined where there are too many of them. */
export type Expand = (beginning: string) => readonly string[] | undefined;

/** Joins what FTS5 can answer by itself: words, and whatever of "all", "any" and "not" has only words in it. */
export function planCondition(condition: Condition, expand: Expand): Plan {
  switch (condition.kind) {
    case 'words':
      return planWords(condition, expand);
    case 'all':
      return planAll(condition.of.map((part) => planCondition(part, expand)));
    case 'any':
      return planAny(condition.of.map((part) => planCondition(part, expand)));
    case 'not': {
      const of = planCondition(condition.of, expand);
      return of.kind === 'not' ? of.of : { kind: 'not', of };
    }
    default:
      return condition;
  }
}

function planAll(parts: readonly Plan[]): Plan {
  const of = parts.flatMap((part) => (part.kind === 'all' ? part.of : [part]));
  const wanted = of.filter((part) => part.kind === 'matching' && part.depth < deepest);
  if (wanted.length === 0) return alone('all', of);
  const unwanted = of.flatMap((part) =>
    part.kind === 'not' && part.of.kind === 'matching' && part.of.depth < deepest - 1 ? [part.of] : [],
  );
  const rest = of.filter(
    (part) => !(wanted.includes(part) || (part.kind === 'not' && unwanted.some((other) => other === part.of))),
  );
  const yes = join(wanted.filter(isMatching), 'AND');
  const no = unwanted.length === 0 ? undefined : join(unwanted, 'OR');
  const matching = no === undefined ? yes : join([yes, no], 'NOT');
  return alone('all', [matching, ...rest]);
}

function planAny(parts: readonly Plan[]): Plan {
  const of = parts.flatMap((part) => (part.kind === 'any' ? part.of : [part]));
  const wanted = of.filter(isMatching).filter((part) => part.depth < deepest);
  if (wanted.length === 0) return alone('any', of);
  return alone('any', [join(wanted, 'OR'), ...of.filter((part) => !wanted.some((other) => other === part))]);
}

function isMatching(plan: Plan): plan is Matching {
  return plan.kind === 'matching';
}

function alone(kind: 'all' | 'any', of: readonly Plan[]): Plan {
  const [first] = of;
  return first !== undefined && of.length === 1 ? first : { kind, of };
}

function join(parts: readonly Matching[], word: 'AND' | 'OR' | 'NOT'): Matching {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return {
    kind: 'matching',
    match: parts.map(({ match }) => `(${match})`).join(` ${word} `),
    hasBeginning: parts.some((part) => part.hasBeginning),
    depth: 1 + Math.max(...parts.map((part) => part.depth)),
  };
}

/**
 * Terms have no marks in them that FTS5 could take for its own. It answers the beginning of a word several times faster when
 * it is given the words: their numbers are then read one after the other from where they are asked for.
 */
function planWords({ columns, terms, isBeginning }: Words, expand: Expand): Matching {
  const names = columns.map((name) => `"${name}"`).join(' ');
  const [first = ''] = terms;
  const ways = isBeginning && terms.length === 1 ? (expand(first) ?? []) : [];
  const hasBeginning = isBeginning && ways.length === 0;
  const words = ways.length > 0 ? `(${ways.map((term) => `"${term}"`).join(' OR ')})` : `"${terms.join(' ')}"`;
  return { kind: 'matching', match: `{${names}} : ${words}${hasBeginning ? ' *' : ''}`, hasBeginning, depth: 0 };
}

/** What hits are ranked by: the words that all of them have. undefined where there are none. */
export function findRanking(plan: Plan): Matching | undefined {
  if (plan.kind === 'matching') return plan;
  if (plan.kind !== 'all') return undefined;
  return plan.of.find(isMatching);
}
