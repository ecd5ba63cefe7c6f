import type { Matrix, MatrixRow, PolicyRow } from '#lib/db/record-types';
import { judgedOnly } from '../_components/matrix';

/** Which part of the matrices is shown, and in which order. */
export interface MatrixView {
  /** Slugs of the claims, in the order in which they are shown. */
  readonly claims: readonly string[];
  /** Whether they stand under their topics; else they are one list. */
  readonly isByTopic: boolean;
  /** The one family that is shown; undefined for all. */
  readonly family: string | undefined;
  /** Whether a policy is shown at all. */
  readonly hasPolicy: (policy: PolicyRow) => boolean;
}

/**
 * The matrices with some claims, some policies and one family or all. Where all are shown a claim stands in the families
 * that tell it apart; where one was asked for, each claim that a scenario judges in it.
 */
export function arrangeMatrices(matrices: readonly Matrix[], view: MatrixView): readonly Matrix[] {
  const { claims, isByTopic, family, hasPolicy } = view;
  const wanted = new Set(claims);
  const arranged = matrices
    .filter((matrix) => family === undefined || matrix.family === family)
    .map((matrix): Matrix => {
      const shown = matrix.policies.map(hasPolicy);
      const keep = (row: MatrixRow): MatrixRow => {
        if (shown.every((one) => one)) return row;
        const cells = row.cells.filter((_, index) => shown[index] === true);
        return { ...row, cells, judged: cells.some(({ scenario }) => scenario !== null) };
      };
      const topics = matrix.topics.map((topic) => {
        return { ...topic, rows: topic.rows.filter(({ claim }) => wanted.has(claim.slug)).map(keep) };
      });
      const policies = matrix.policies.filter((_, index) => shown[index] === true);
      return { ...matrix, policies, topics: isByTopic ? topics : [listFlat(topics, claims)] };
    })
    .filter(({ policies }) => policies.length > 0);
  return family === undefined ? judgedOnly(arranged) : arranged.flatMap(withoutUnjudged);
}

function listFlat(topics: Matrix['topics'], claims: readonly string[]): Matrix['topics'][number] {
  const rows = new Map(topics.flatMap((topic) => topic.rows.map((row) => [row.claim.slug, row])));
  return { id: 'all', title: '', text: '', rows: claims.flatMap((slug) => rows.get(slug) ?? []) };
}

function withoutUnjudged(matrix: Matrix): readonly Matrix[] {
  const topics = matrix.topics
    .map((topic) => ({ ...topic, rows: topic.rows.filter(({ judged }) => judged) }))
    .filter(({ rows }) => rows.length > 0);
  return topics.length === 0 ? [] : [{ ...matrix, topics }];
}

/** Slugs of the claims that a scenario judges, in one family or in any, under the policies that are shown. */
export function listJudgedClaims(
  matrices: readonly Matrix[],
  { family, hasPolicy }: Pick<MatrixView, 'family' | 'hasPolicy'>,
): ReadonlySet<string> {
  const slugs = new Set<string>();
  for (const matrix of matrices) {
    if (family !== undefined && matrix.family !== family) continue;
    const shown = new Set(matrix.policies.filter(hasPolicy).map(({ id }) => id));
    for (const { claim, cells } of matrix.topics.flatMap(({ rows }) => rows)) {
      if (cells.some(({ scenario, policy }) => scenario !== null && shown.has(policy))) slugs.add(claim.slug);
    }
  }
  return slugs;
}

/** How many verdicts speak against each claim: policies of all families under which it fails. */
export function countFailing(matrices: readonly Matrix[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { claim, cells } of matrices.flatMap(({ topics }) => topics.flatMap(({ rows }) => rows))) {
    const failing = cells.filter(({ verdict }) => ['violated', 'stuck', 'unreached'].includes(verdict)).length;
    counts.set(claim.slug, (counts.get(claim.slug) ?? 0) + failing);
  }
  return counts;
}
