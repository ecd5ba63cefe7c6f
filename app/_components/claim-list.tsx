import type { ClaimRow, Matrix, MatrixRow } from '#lib/db/record-types';
import { kindAndHolders } from './claim-words';
import { RangeLines } from './verdict-ranges';

/** Claims of one topic as rows: statement, kind and holders; verdicts as policy ranges at the right. */
export function ClaimList({ rows, matrices }: { rows: readonly MatrixRow[]; matrices: readonly Matrix[] }) {
  const judged = new Set(
    matrices.flatMap(({ topics }) =>
      topics.flatMap((topic) => topic.rows.filter((row) => row.judged).map((row) => row.claim.slug)),
    ),
  );
  return (
    <ol className="list">
      {rows.map((row) => (
        <li key={row.claim.slug} data-item>
          <div className={row.refines === null ? undefined : 'sub'}>
            <ClaimLink claim={row.claim} refined={row.refines !== null} />
            <p className="note">{kindAndHolders(row.claim)}</p>
          </div>
          <p className="ranges">
            {judged.has(row.claim.slug) ? (
              <RangeLines matrices={matrices} claim={row.claim.slug} />
            ) : (
              <span className="faint">no scenario</span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** A claim's statement as its link. */
export function ClaimLink({ claim, refined = false }: { claim: ClaimRow; refined?: boolean }) {
  return (
    <a className="statement" href={`/claims/${claim.slug}`}>
      {refined ? '… ' : ''}
      {claim.title}
    </a>
  );
}
