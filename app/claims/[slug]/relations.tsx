import type { Label } from '#lib/argument/label';
import type { ClaimPage } from '#lib/db/record-types';
import { ClaimLink } from '../../_components/claim-list';
import { relationRole, relationText } from '../../_components/claim-words';
import { LabelMark } from '../../_components/label-mark';
import { SourceDate } from '../../_components/source-link';

/** How this claim bears on others and others on it, each with the mail that makes the link. */
export function Relations({ claim, labels }: { claim: ClaimPage; labels: ReadonlyMap<string, Label> }) {
  if (claim.relations.length === 0) return null;
  return (
    <section className="sec" id="relations">
      <h2>Relations</h2>
      <div className="wide">
        <table className="t stk relations">
          <thead>
            <tr>
              <th>This claim</th>
              <th>other claim</th>
              <th>source</th>
              <th>its standing</th>
            </tr>
          </thead>
          <tbody>
            {claim.relations.map((relation) => (
              <tr key={`${relation.direction} ${relation.kind} ${relation.claim.slug}`} data-item>
                <td>
                  <span className={`rel ${relationRole(relation.kind)}`}>{relationText(relation)}</span>
                </td>
                <td>
                  <ClaimLink claim={relation.claim} />
                  {relation.note !== '' && <p className="note">{relation.note}</p>}
                </td>
                <td className="muted">
                  {relation.person !== null && (
                    <>
                      <a href={`/people/${relation.person.slug}`}>{relation.person.name}</a>,{' '}
                    </>
                  )}
                  <SourceDate date={relation.date} messageId={relation.messageId} held={relation.held} />
                </td>
                <td>
                  <LabelOf label={labels.get(relation.claim.slug)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Nothing for a claim that is not in the argument. */
function LabelOf({ label }: { label: Label | undefined }) {
  return label === undefined ? null : <LabelMark label={label} />;
}
