import type { Matrix, MatrixCell, PolicyRow } from '#lib/db/record-types';
import { type RowHead, rowHeadHtml } from './matrix-row';
import { rangeMarkHtml, rangesHtml, verdictRanges } from './verdict-ranges';

/** One row of verdicts on a phone. */
export interface RunsRow {
  readonly key: string;
  readonly head: RowHead;
  readonly refined?: boolean;
  readonly cells: readonly MatrixCell[];
}

/** Rows of verdicts on a phone: a line a verdict with the policies it stands under, failing lines first. */
export function Runs({ policies, rows }: { policies: readonly PolicyRow[]; rows: readonly RunsRow[] }) {
  return rows.map(({ key, head, refined = false, cells }) => {
    const lines = verdictRanges(policies, cells).map(
      (range) => `<dt>${rangeMarkHtml(range)}</dt><dd>${rangesHtml(range.ranges)}</dd>`,
    );
    const html = `${rowHeadHtml(head, refined)}<dl>${lines.join('')}</dl>`;
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
    return <li key={key} className="r" data-item dangerouslySetInnerHTML={{ __html: html }} />;
  });
}

/** The matrix on a phone: a row a claim. */
export function ClaimRuns({ matrix }: { matrix: Matrix }) {
  return (
    <ul className="runs">
      {matrix.topics.map((topic) => [
        topic.title !== '' && (
          <li key={topic.id} className="g">
            <b>{topic.title}.</b> {topic.text}
          </li>
        ),
        <Runs
          key="rows"
          policies={matrix.policies}
          rows={topic.rows.map((row) => ({
            key: row.claim.slug,
            cells: row.cells,
            refined: row.refines !== null,
            head: { label: row.claim.title, href: `/claims/${row.claim.slug}` },
          }))}
        />,
      ])}
    </ul>
  );
}
