import type { PersonPage } from '#lib/db/record-types';
import { ClaimLink } from '../../_components/claim-list';
import { attitudeText } from '../../_components/claim-words';
import { SourceDate } from '../../_components/source-link';

/** A person's stances by date, each with its claim and mail. */
export function StanceTable({ stances }: { stances: PersonPage['claims'] }) {
  return (
    <table className="t stk relations">
      <thead>
        <tr>
          <th>Stance</th>
          <th>claim</th>
          <th>mail</th>
        </tr>
      </thead>
      <tbody>
        {stances.map((stance) => (
          <tr key={`${stance.claim.slug} ${stance.messageId} ${stance.attitude}`} data-item>
            <td>
              <span className="rel">{attitudeText[stance.attitude]}</span>
            </td>
            <td>
              <ClaimLink claim={stance.claim} />
              <p className="note">{stance.note}</p>
            </td>
            <td className="muted">
              <SourceDate date={stance.date} messageId={stance.messageId} held={stance.held} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
