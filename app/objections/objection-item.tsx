import type { ObjectionView } from '#lib/db/objections';
import { Mark } from '../_components/mark';
import { StateMark } from '../_components/objection-state';
import { SourceDate } from '../_components/source-link';

/** An objection in the list: who held what against which change; what became of it, and what its scenario says today. */
export function ObjectionItem({ objection, kernel }: { objection: ObjectionView; kernel: string | null }) {
  const { slug, title, person, change, front, held, state, isOnWord, today } = objection;
  return (
    <li data-item>
      <div>
        <a className="statement" href={`/objections/${slug}`}>
          {title}
        </a>
        <p className="note">
          <a href={`/people/${person.slug}`}>{person.name}</a>,{' '}
          <SourceDate date={front.date} messageId={front.message} held={held} />, against{' '}
          <a href={`/patches#${change.slug}`}>{change.title}</a>
        </p>
      </div>
      <p className="ranges">
        <StateMark state={state} isOnWord={isOnWord} />
        {today !== null && today.word !== null && kernel !== null && (
          <span>
            <Mark word={today.word} /> under {kernel}
          </span>
        )}
        {front.scenario === undefined && <span className="faint">no scenario</span>}
      </p>
    </li>
  );
}
