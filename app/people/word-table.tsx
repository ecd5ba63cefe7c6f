import type { WordView } from '#lib/db/person-record';
import { routeOf } from '#lib/markdown/record-link';
import { attitudeText } from '../_components/claim-words';
import { SourceDate } from '../_components/source-link';

/** Words that ended something: who, about what, and the mail. */
export function WordTable({ words, isNamed = true }: { words: readonly WordView[]; isNamed?: boolean }) {
  return (
    <table className="t stk words">
      <thead>
        <tr>
          <th>{isNamed ? 'Who' : 'Stance'}</th>
          <th>on what</th>
          <th>mail</th>
        </tr>
      </thead>
      <tbody>
        {words.map((word) => (
          <tr
            key={`${word.person.slug} ${word.attitude} ${word.about.kind} ${word.about.slug} ${word.message} ${word.date}`}
            data-item
          >
            <td>
              {isNamed && (
                <>
                  <a className="who" href={`/people/${word.person.slug}`}>
                    {word.person.name}
                  </a>{' '}
                </>
              )}
              {attitudeText[word.attitude]}
            </td>
            <td>
              <a className="statement" href={routeOf(word.about.kind, word.about.slug)}>
                {word.title}
              </a>
              {word.about.kind !== 'claim' && <span className="faint"> {word.about.kind}</span>}
              <p className="note">{word.note}</p>
            </td>
            <td className="muted">
              <SourceDate date={word.date} messageId={word.message} held={word.held} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
