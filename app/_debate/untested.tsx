import type { ClaimRow } from '#lib/db/record-types';
import { capital } from '../_components/claim-words';
import { counted } from '../_components/numbers';

/** Links that are written out; more stand in the list of claims. */
const shown = 60;

/** The claims that pass the filters and that no scenario judges here. Folded where nobody narrowed anything. */
export function Untested({ claims, isNarrowed }: { claims: readonly ClaimRow[]; isNarrowed: boolean }) {
  if (claims.length === 0) return null;
  const rest = claims.length - shown;
  return (
    <details className="fold untested" id="untested" open={isNarrowed}>
      <summary>{counted(claims.length, 'claim')} that no scenario judges here</summary>
      <ul>
        {claims.slice(0, shown).map((claim) => (
          <li key={claim.slug} data-item>
            <a href={`/claims/${claim.slug}`}>{claim.title}</a> <span className="faint">{capital(claim.kind)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="note">
          {counted(rest, 'more')}: <a href="/claims">all claims</a>
        </p>
      )}
    </details>
  );
}
