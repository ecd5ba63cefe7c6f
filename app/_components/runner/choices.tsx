import type { Play } from './play';
import { findLine } from './text-line';
import { writeView } from './view';

/** What else could happen after the step on show. A choice that cannot be taken says what it waits for. */
export function Choices({ play, base, text }: { play: Play; base: string; text: string }) {
  const { replay, prefixes, view } = play;
  const frame = replay.frames[view.step];
  if (frame === undefined) return null;
  const prefix = prefixes[view.step] ?? '';
  const next = prefixes[view.step + 1];
  const hasNext = view.step + 1 < replay.frames.length;
  return (
    <section className="choices" aria-label="Choices after this step">
      <p className="lab">{hasNext ? 'Take another choice here' : 'Go on from here'}</p>
      {frame.choices.length === 0 ? <p className="note">Every actor has finished.</p> : null}
      <ul>
        {frame.choices.map((choice) => {
          const schedule = `${prefix}${choice.code}`;
          const isNext = hasNext && schedule === next;
          const to = isNext ? { ...view, step: view.step + 1 } : { ...view, schedule, step: view.step + 1 };
          return (
            <li key={choice.code}>
              <b>{choice.actor}</b>{' '}
              {choice.disabled === null ? (
                <a href={`${base}${writeView(to)}`} data-view>
                  {choice.label}
                </a>
              ) : (
                <span className="faint">{choice.label || findLine(text, choice.line)}</span>
              )}
              <span className="note">
                {choice.disabled !== null ? `, ${choice.disabled}` : isNext ? ', taken in this schedule' : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
