import type { Matrix as MatrixData } from '#lib/db/record-types';
import { MatrixHead, matrixWidth } from './matrix-head';
import { Row } from './matrix-row';

/** The topics with the claims that a scenario judges: the others would be rows of nothing but `not applicable`. */
export function judgedOnly(matrix: MatrixData): MatrixData {
  const topics = matrix.topics.map((topic) => ({ ...topic, rows: topic.rows.filter((row) => row.judged) }));
  return { ...matrix, topics: topics.filter((topic) => topic.rows.length > 0) };
}

/** Claims by topic against policies in the order of their releases. On a phone `ClaimRuns` stands in its place. */
export function Matrix({ matrix }: { matrix: MatrixData }) {
  const width = matrixWidth(matrix.policies);
  return (
    <table className="mx">
      <MatrixHead policies={matrix.policies} first="Claim" />
      {matrix.topics.map((topic) => (
        <tbody key={topic.id}>
          <tr className="grp">
            <th colSpan={width} scope="rowgroup">
              <b>{topic.title}.</b> {topic.text}
            </th>
          </tr>
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
