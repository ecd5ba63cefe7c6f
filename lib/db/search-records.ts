import { getMoot, type Moot } from '#lib/db/open';
import { listRecordFacts, type RecordFacts, type Run, type Said } from '#lib/db/record-facts';
import { type FoundKind, openRecordText, type RecordMatch } from '#lib/db/record-words';
import { getSearchField } from '#lib/db/search-fields';
import type { Asked } from '#lib/db/search-query';
import { wordColumns } from '#lib/search/column';
import { type Leaf, listLeaves, listWanted, pruneQuery } from '#lib/search/prune';
import type { TypedQuery, Words } from '#lib/search/query';
import type { SnippetSegment } from '#lib/search/snippet';

export type { FoundKind };

/** A record with the words that were looked for. */
export interface RecordHit {
  readonly kind: FoundKind;
  readonly slug: string;
  readonly title: string;
  readonly snippet: readonly SnippetSegment[];
}

/**
 * Claims, scenarios and the other records that a query means, best first; those that no word speaks for in the order of
 * `listRecordFacts`. Words that are looked for in a part of a mail (`s:`), and dates, mean no record. `policy:` and
 * `verdict:` are asked of one run of a record, `by:` and `stance:` of one stance.
 */
export async function searchRecords(
  { query, fields }: Asked,
  limit = 30,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly RecordHit[]> {
  const own = pruneQuery(query, (leaf) => appliesToRecords(leaf, fields));
  if (own === undefined) return [];
  const moot = await where;
  const text = await openRecordText(moot);
  const matches = new Map<Words, ReadonlyMap<string, RecordMatch>>();
  for (const leaf of listLeaves(own)) {
    if (leaf.kind !== 'words') continue;
    matches.set(leaf, new Map(text.match(leaf).map((match) => [keyOf(match), match])));
  }
  const hasFields = listLeaves(own).some(({ kind }) => kind === 'field');
  const facts = hasFields ? await listRecordFacts(moot.prisma) : [];
  const found = findCandidates(facts, matches).filter((candidate) => isMeant(own, candidate, matches, fields));
  const wanted = listWanted(own);
  const rankOf = ({ key }: Candidate) =>
    wanted.reduce((sum, leaf) => sum + (matches.get(leaf)?.get(key)?.rank ?? 0), 0);
  const best = found
    .map((candidate) => ({ candidate, rank: rankOf(candidate) }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
  return best.map(({ kind, slug, title }) => ({ kind, slug, title, snippet: text.cutSnippet(kind, slug, wanted) }));
}

function appliesToRecords(leaf: Leaf, fields: Asked['fields']): boolean {
  if (leaf.kind === 'words') return leaf.columns.join() === wordColumns.join();
  return leaf.kind === 'field' && fields.get(leaf)?.value !== undefined;
}

interface Candidate {
  readonly key: string;
  readonly kind: FoundKind;
  readonly slug: string;
  readonly title: string;
  readonly facts: RecordFacts | undefined;
}

function keyOf({ kind, slug }: { readonly kind: string; readonly slug: string }): string {
  return `${kind} ${slug}`;
}

/** Whatever has facts or some of the words. */
function findCandidates(
  facts: readonly RecordFacts[],
  matches: ReadonlyMap<Words, ReadonlyMap<string, RecordMatch>>,
): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const one of facts) {
    const { kind, slug, title } = one;
    candidates.set(keyOf(one), { key: keyOf(one), kind, slug, title, facts: one });
  }
  for (const found of matches.values()) {
    for (const [key, { kind, slug, title }] of found) {
      if (!candidates.has(key)) candidates.set(key, { key, kind, slug, title, facts: undefined });
    }
  }
  return [...candidates.values()];
}

/** Whether a record is meant with one of its runs and one of its stances. */
function isMeant(
  query: TypedQuery,
  { key, facts }: Candidate,
  matches: ReadonlyMap<Words, ReadonlyMap<string, RecordMatch>>,
  fields: Asked['fields'],
): boolean {
  const holds = (part: TypedQuery, run: Run | undefined, said: Said | undefined): boolean => {
    switch (part.kind) {
      case 'all':
        return part.of.every((one) => holds(one, run, said));
      case 'any':
        return part.of.some((one) => holds(one, run, said));
      case 'not':
        return !holds(part.of, run, said);
      case 'words':
        return matches.get(part)?.has(key) ?? false;
      case 'field': {
        const value = fields.get(part)?.value;
        if (facts === undefined || value === undefined) return false;
        return getSearchField(part.name).isRecord?.(value, facts, run, said) ?? false;
      }
      default:
        return false;
    }
  };
  const runs = atLeastOne(facts?.runs ?? []);
  return atLeastOne(facts?.said ?? []).some((said) => runs.some((run) => holds(query, run, said)));
}

function atLeastOne<T>(all: readonly T[]): readonly (T | undefined)[] {
  return all.length === 0 ? [undefined] : all;
}
