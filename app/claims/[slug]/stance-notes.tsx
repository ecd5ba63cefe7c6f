import type { StanceView } from '#lib/db/record-types';
import { attitudeText } from '../../_components/claim-words';
import { SourceDate } from '../../_components/source-link';

/** Who took which stance, in which mail: one note each, by number. */
export function StanceNotes({ stances }: { stances: readonly StanceView[] }) {
  if (stances.length === 0) return <p>Nobody is recorded as speaking of this claim.</p>;
  return (
    <ol className="notes">
      {stances.map((stance, index) => (
        <li
          key={`${stance.messageId} ${stance.person.slug} ${stance.attitude} ${stance.note}`}
          id={`n${index + 1}`}
          data-item
        >
          <span className="ref">{index + 1}</span>{' '}
          <a className="who" href={`/people/${stance.person.slug}`}>
            {stance.person.name}
          </a>{' '}
          {attitudeText[stance.attitude]}. {stance.note}{' '}
          <SourceDate date={stance.date} messageId={stance.messageId} held={stance.held} />
        </li>
      ))}
    </ol>
  );
}
