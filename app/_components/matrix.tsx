import type { Matrix as MatrixData, MatrixRow } from '#lib/db/record-types';
import { cellLook } from './matrix-cell';
import { MatrixHead, matrixWidth } from './matrix-head';
import { Row } from './matrix-row';

/**
 * The matrices with the claims that a scenario judges there: the others would be rows of nothing but `not applicable`. A
 * claim to which every policy of a family gives one answer stands only where no other family tells its policies apart.
 */
export function judgedOnly(matrices: readonly MatrixData[]): readonly MatrixData[] {
  const told = new Set(
    matrices.flatMap(({ topics }) =>
      topics.flatMap(({ rows }) => rows.filter((row) => row.judged && !isUniform(row)).map((row) => row.claim.slug)),
    ),
  );
  return matrices.flatMap((matrix) => {
    const topics = matrix.topics.flatMap((topic) => {
      const rows = topic.rows.filter((row) => row.judged && (!isUniform(row) || !told.has(row.claim.slug)));
      return rows.length === 0 ? [] : [{ ...topic, rows }];
    });
    return topics.length === 0 ? [] : [{ ...matrix, topics }];
  });
}

function isUniform({ cells }: MatrixRow): boolean {
  return new Set(cells.map(cellLook)).size < 2;
}

/** Claims by topic against policies in the order of their releases. On a phone `ClaimRuns` stands in its place. */
export function Matrix({ matrix }: { matrix: MatrixData }) {
  const width = matrixWidth(matrix.policies);
  return (
    <table className="mx">
      <MatrixHead policies={matrix.policies} first="Claim" />
      {matrix.topics.map((topic) => (
        <tbody key={topic.id}>
          {topic.title !== '' && (
            <tr className="grp">
              <th colSpan={width} scope="rowgroup">
                <b>{topic.title}.</b> {topic.text}
              </th>
            </tr>
          )}
          {topic.rows.map((row) => (
            <Row
              key={row.claim.slug}
              policies={matrix.policies}
              cells={row.cells}
              refined={row.refines !== null}
              head={{ label: row.claim.title, href: `/claims/${row.claim.slug}` }}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}
