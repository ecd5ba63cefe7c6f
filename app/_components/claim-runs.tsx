import type { ReactNode } from 'react';
import type { Matrix, MatrixCell, PolicyRow } from '#lib/db/record-types';
import { RangeMark, RangeText, verdictRanges } from './verdict-ranges';

/** One row of verdicts on a phone. `head` names it. */
export interface RunsRow {
  readonly key: string;
  readonly head: ReactNode;
  readonly cells: readonly MatrixCell[];
}

/** Rows of verdicts on a phone: a line a verdict with the policies it stands under, failing lines first. */
export function Runs({ policies, rows }: { policies: readonly PolicyRow[]; rows: readonly RunsRow[] }) {
  return rows.map((row) => (
    <li key={row.key} className="r" data-item>
      {row.head}
      <dl>
        {verdictRanges(policies, row.cells).map((range) => [
          <dt key="mark">
            <RangeMark range={range} />
          </dt>,
          <dd key="ranges">
            <RangeText ranges={range.ranges} />
          </dd>,
        ])}
      </dl>
    </li>
  ));
}

/** The matrix on a phone: a row a claim. */
export function ClaimRuns({ matrix }: { matrix: Matrix }) {
  return (
    <ul className="runs">
      {matrix.topics.map((topic) => [
        <li key={topic.id} className="g">
          <b>{topic.title}.</b> {topic.text}
        </li>,
        <Runs
          key="rows"
          policies={matrix.policies}
          rows={topic.rows.map((row) => ({
            key: row.claim.slug,
            cells: row.cells,
            head: (
              <a href={`/claims/${row.claim.slug}`}>
                {row.refines === null ? '' : '… '}
                {row.claim.title}
              </a>
            ),
          }))}
        />,
      ])}
    </ul>
  );
}
