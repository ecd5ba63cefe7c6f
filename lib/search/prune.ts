import type { DateRange, Field, TypedQuery, Words } from '#lib/search/query';

export type Leaf = Words | DateRange | Field;

/** The words and conditions of a query, in their order. */
export function listLeaves(query: TypedQuery): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const rest: TypedQuery[] = [query];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind === 'not') rest.push(next.of);
    else if (next.kind === 'all' || next.kind === 'any') rest.push(...next.of.toReversed());
    else leaves.push(next);
  }
  return leaves;
}

/**
 * What a query asks of things to which only some conditions apply: a record has no Cc, a mail no verdict. What has to
 * meet a condition that does not apply is not meant; of several of which one is enough the others are left; and nothing
 * is said to lack what it cannot have. undefined where no such thing is meant.
 */
export function pruneQuery(query: TypedQuery, applies: (leaf: Leaf) => boolean): TypedQuery | undefined {
  switch (query.kind) {
    case 'all': {
      const of = query.of.map((part) => pruneQuery(part, applies));
      return of.every((part) => part !== undefined) ? { kind: 'all', of } : undefined;
    }
    case 'any': {
      const of = query.of.flatMap((part) => pruneQuery(part, applies) ?? []);
      return of.length === 0 ? undefined : { kind: 'any', of };
    }
    case 'not':
      return listLeaves(query.of).every(applies) ? query : undefined;
    default:
      return applies(query) ? query : undefined;
  }
}

/** The words that hits have, as far as the query says which: those that are to be marked. */
export function listWanted(query: TypedQuery): readonly Words[] {
  switch (query.kind) {
    case 'all':
    case 'any':
      return query.of.flatMap(listWanted);
    case 'words':
      return [query];
    default:
      return [];
  }
}
