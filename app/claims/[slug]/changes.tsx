import type { ClaimPage } from '#lib/db/record-types';
import { ChangeTable } from '../../_components/change-table';
import { authorName } from '../../_components/history';
import { patchPath } from '../../_components/mail-link';
import { Markdown } from '../../_components/markdown';

/** Patches and commits that touch the claim, and the annotations that tie a line of a patch to it. */
export function ClaimChanges({ claim }: { claim: ClaimPage }) {
  if (claim.changes.length + claim.annotations.length === 0) return null;
  return (
    <section className="sec" id="patches">
      <h2>Patches that touch it</h2>
      <div className="wide">
        {claim.changes.length > 0 && <ChangeTable changes={claim.changes} />}
        {claim.annotations.length > 0 && (
          <ul className="annotated">
            {claim.annotations.map((annotation) => (
              <li key={annotation.slug} data-item>
                <p className="note">
                  {authorName(annotation.author)} on{' '}
                  <a href={`${patchPath(annotation.messageId)}#${annotation.slug}`}>
                    {annotation.path}, line {annotation.line}
                  </a>
                  , {annotation.kind}
                </p>
                <Markdown text={annotation.bodyMarkdown} small />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
