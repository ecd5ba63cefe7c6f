import type { ClaimPage } from '#lib/db/record-types';
import { History } from '../../_components/history';

/** Every save of the claim; each revision can be read at its own address. */
export function ClaimHistory({ claim }: { claim: ClaimPage }) {
  return (
    <section className="sec" id="history">
      <h2>History</h2>
      <div>
        <History revisions={claim.revisions} href={(version) => `/claims/${claim.slug}@${version}`} />
      </div>
      <aside className="mg">
        <p>
          Each save is a revision with its author. <a href={`/edit/claim/${claim.slug}`}>Edit this claim</a>
        </p>
      </aside>
    </section>
  );
}
