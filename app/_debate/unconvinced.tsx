import type { UnconvincedView } from '#lib/db/brief';
import { ClaimLink } from '../_components/claim-list';
import { attitudeText } from '../_components/claim-words';
import { SourceDate } from '../_components/source-link';

/** Who kept to a claim, or against it, when the debate had gone the other way: in our words, with the mail. */
export function Unconvinced({ people }: { people: readonly UnconvincedView[] }) {
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="unconvinced" className="brief-list">
      <h2 id="unconvinced">Who ended unconvinced, and why</h2>
      <ul>
        {people.map(({ person, claim, attitude, messageId, held, date, note }) => (
          <li key={`${person.slug} ${claim.slug}`} data-item>
            <p>
              <a className="who" href={`/people/${person.slug}`}>
                {person.name}
              </a>{' '}
              {attitude === null ? 'on' : attitudeText[attitude]}{' '}
              <span className="muted">
                <SourceDate date={date} messageId={messageId} held={held} />
              </span>
            </p>
            <ClaimLink claim={claim} />
            <p className="note">{note}</p>
          </li>
        ))}
      </ul>
      <p className="note">
        <a href="/people#unconvinced">Every last word against a claim</a> ·{' '}
        <a href="/people#concessions">Who conceded what</a>
      </p>
    </section>
  );
}
