import type { Label } from '#lib/argument/label';
import type { ClaimRow } from '#lib/db/record-types';
import { kindAndHolders } from './claim-words';
import { LabelMark } from './label-mark';
import { type JudgedRow, RangeLines } from './verdict-ranges';

/** A claim with what its row says of it. */
export interface ListedClaim {
  readonly claim: ClaimRow;
  /** Indented below the claim that it refines. */
  readonly isRefined: boolean;
  /** Undefined where nothing is computed. */
  readonly label: Label | undefined;
  /** Its verdicts, family by family; empty where no scenario judges it. */
  readonly rows: readonly JudgedRow[];
}

/**
 * Claims as rows: statement, kind and holders; at the right what becomes of it under a policy or kernel, and verdicts as
 * policy ranges.
 */
export function ClaimList({ claims, under }: { claims: readonly ListedClaim[]; under: string | null }) {
  return (
    <ol className="list">
      {claims.map(({ claim, isRefined, label, rows }) => (
        <li key={claim.slug} data-item>
          <div className={isRefined ? 'sub' : undefined}>
            <ClaimLink claim={claim} refined={isRefined} />
            <p className="note">{kindAndHolders(claim)}</p>
          </div>
          <div className="ranges">
            {label !== undefined && <LabelMark label={label} under={under} />}
            {rows.length > 0 ? <RangeLines rows={rows} /> : <span className="faint">no scenario</span>}
          </div>
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
