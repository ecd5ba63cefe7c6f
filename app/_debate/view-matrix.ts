import { listClaimConditions, sortClaims } from '#lib/argument/claim-filter';
import { type Condition, type Narrowed, narrow } from '#lib/argument/narrow';
import type { IndexedClaim } from '#lib/db/claim-index';
import type { Matrix, PolicyRow } from '#lib/db/record-types';
import { arrangeMatrices, countFailing, listJudgedClaims } from './arrange-matrices';
import type { DebateQuery } from './debate-query';

/** What the matrix is made from. */
export interface MatrixInput {
  /** Every claim, in the order of topics. */
  readonly claims: readonly IndexedClaim[];
  /** On the kind of page that the address asks for. */
  readonly matrices: readonly Matrix[];
  /** Whether the address asks for a kind of page that there is; true where it asks for none. */
  readonly isKind: boolean;
  /** The day on which each policy became known; missing ones always were. */
  readonly days: ReadonlyMap<string, string>;
}

/** The claims that an address asks for, and what becomes of them under each policy. */
export interface MatrixPage extends Pick<Narrowed<IndexedClaim>, 'blamed'> {
  /** Claims that pass the filters. */
  readonly passing: number;
  /** Those of them that no scenario judges here. */
  readonly untested: readonly IndexedClaim[];
  /** One page of the others. */
  readonly matrices: readonly Matrix[];
  readonly page: number;
  readonly pages: number;
  /** Policies that were known on the day that is asked for. */
  readonly policies: readonly PolicyRow[];
}

/** Claims of one page. */
const pageSize = 100;

export function viewMatrix(asked: DebateQuery, { claims, matrices, isKind, days }: MatrixInput): MatrixPage {
  const family = asked.family === '' ? undefined : asked.family;
  const hasPolicy = ({ id }: PolicyRow) => asked.at === '' || (days.get(id) ?? '') <= asked.at;
  const judged = listJudgedClaims(matrices, { family, hasPolicy });
  const isJudged = ({ slug }: IndexedClaim) => judged.has(slug);
  const conditions: readonly Condition<IndexedClaim>[] = [
    ...listClaimConditions({ person: asked.person, property: asked.property, at: asked.at }),
    ...(asked.kind === '' ? [] : [{ name: 'kind', passes: (claim: IndexedClaim) => isKind && isJudged(claim) }]),
    ...(family === undefined ? [] : [{ name: 'family', passes: isJudged }]),
  ];
  const { kept, blamed } = narrow(claims, conditions);
  const failing = countFailing(matrices);
  const sorted = sortClaims(
    kept.map((claim) => ({ ...claim, failing: failing.get(claim.slug) ?? 0 })),
    asked.sort,
  );
  const tested = sorted.filter(isJudged);
  const pages = Math.max(Math.ceil(tested.length / pageSize), 1);
  const page = Math.min(asked.page, pages);
  return {
    blamed,
    passing: kept.length,
    untested: sorted.filter((claim) => !isJudged(claim)),
    matrices: arrangeMatrices(matrices, {
      claims: tested.slice((page - 1) * pageSize, page * pageSize).map(({ slug }) => slug),
      isByTopic: asked.sort === 'topic',
      family,
      hasPolicy,
    }),
    page,
    pages,
    policies: matrices.flatMap((matrix) => matrix.policies).filter(hasPolicy),
  };
}
