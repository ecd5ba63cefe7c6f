import type { PersonPage } from '#lib/db/record-types';
import { attitudeText } from '../../_components/claim-words';
import { SourceDate } from '../../_components/source-link';

/** What a person said of changes, by date. */
export function ChangeStances({ stances }: { stances: PersonPage['changeStances'] }) {
  return (
    <table className="t stk words">
      <thead>
        <tr>
          <th>Stance</th>
          <th>change</th>
          <th>mail</th>
        </tr>
      </thead>
      <tbody>
        {stances.map((stance) => (
          <tr key={`${stance.change.slug} ${stance.messageId} ${stance.attitude} ${stance.note}`} data-item>
            <td>{attitudeText[stance.attitude]}</td>
            <td>
              <a className="statement" href={`/patches#${stance.change.slug}`}>
                {stance.change.title}
              </a>
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
