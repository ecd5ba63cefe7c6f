import type { Moot } from '#lib/db/open';
import { NoSuchName } from '#lib/db/search-field';
import { getSearchField } from '#lib/db/search-fields';
import { parseQuery } from '#lib/search/parse';
import type { QueryProblem } from '#lib/search/problem';
import { listLeaves } from '#lib/search/prune';
import type { Field, TypedQuery } from '#lib/search/query';

/** What a field means in this database. */
export interface Meant {
  /** Numbers of the messages; undefined where the field says nothing of mail. */
  readonly mails: readonly number[] | undefined;
  /** The value as records are compared with it; undefined where it says nothing of records. */
  readonly value: string | undefined;
}

/** A query that was understood. */
export interface Asked {
  readonly query: TypedQuery;
  readonly fields: ReadonlyMap<Field, Meant>;
}

/** Reads a query and looks up what its fields name. Nothing is searched for a query with a problem. */
export async function readSearch(
  text: string,
  moot: Moot,
  nowMs = Date.now(),
): Promise<Asked | { readonly problem: QueryProblem }> {
  const parsed = parseQuery(text, nowMs);
  if ('problem' in parsed) return parsed;
  const fields = new Map<Field, Meant>();
  for (const leaf of listLeaves(parsed.query)) {
    if (leaf.kind !== 'field') continue;
    const { findMails, readValue, isRecord } = getSearchField(leaf.name);
    try {
      const value = (await readValue?.(moot, leaf.value)) ?? leaf.value;
      fields.set(leaf, {
        mails: await findMails?.(moot, leaf.value),
        value: isRecord === undefined ? undefined : value,
      });
    } catch (error) {
      if (error instanceof NoSuchName) return { problem: { place: leaf.place, message: error.message } };
      throw error;
    }
  }
  return { query: parsed.query, fields };
}
