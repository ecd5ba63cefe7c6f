import { ClaimLink } from '../../_components/claim-list';
import type { Linked } from './computed-page';

/** Claims by their names, each a link; a claim that was removed meanwhile is left out. */
export function ClaimNames({ slugs, linked }: { slugs: readonly string[]; linked: Linked }) {
  return slugs.map((slug) => {
    const claim = linked.claims.get(slug);
    return claim === undefined ? null : (
      <span key={slug} className="line">
        <ClaimLink claim={claim} />
      </span>
    );
  });
}
