import type { ClaimPage } from '#lib/db/record-types';
import { AnnotationList } from '../../_components/annotation-list';
import { ChangeTable } from '../../_components/change-table';

/** Patches and commits that touch the claim, and the annotations that tie a line of a patch to it. */
export function ClaimChanges({ claim }: { claim: ClaimPage }) {
  if (claim.changes.length + claim.annotations.length === 0) return null;
  return (
    <section className="sec" id="patches">
      <h2>Patches that touch it</h2>
      <div className="wide">
        {claim.changes.length > 0 && <ChangeTable changes={claim.changes} />}
        {claim.annotations.length > 0 && <AnnotationList annotations={claim.annotations} />}
      </div>
    </section>
  );
}
