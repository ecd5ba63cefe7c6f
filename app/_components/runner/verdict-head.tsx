import { MarkShape, markClass } from '../mark';
import { counted } from '../numbers';
import { kindOf, type Play } from './play';
import { findShownSchedule } from './view';
import { titleOf, writeHead, writeSearch } from './words';

/** The verdict over all schedules first, then what the schedule on show does where it is another one. */
export function VerdictHead({ play, edited }: { play: Play; edited: boolean }) {
  const { run, view, replay, properties } = play;
  const on = view.kind === null ? null : (play.kinds.find(({ id }) => id === kindOf(play))?.title ?? view.kind);
  if (run === undefined) {
    return (
      <div className="verdict none">
        <p className="big">
          {edited ? 'This text' : 'The scenario'} was not run under {view.policy}
          {on === null ? '' : ` on ${on}`} yet
        </p>
        <p className="note">{`Run all schedules for its verdict. ${describeSchedule(play)}`}</p>
      </div>
    );
  }
  const isShown = findShownSchedule(run) === view.schedule && replay.problem === null;
  return (
    <div className={`verdict ${markClass(run.verdict)}`}>
      <p className={`big c-${markClass(run.verdict)}`}>
        <MarkShape word={run.verdict} />
        {writeHead(run, properties, on)}
      </p>
      {play.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <p className="note">{`${writeSearch(run)}${isShown ? '' : ` ${describeSchedule(play)}`}`}</p>
    </div>
  );
}

/** What the schedule on show does under the policy that is looked at. */
function describeSchedule({ replay, properties, view }: Play): string {
  const steps = replay.frames.length - 1;
  if (steps < 1) return 'No step was taken yet: take a choice below.';
  const broken = [...new Set(replay.frames.flatMap((frame) => frame.broken))];
  const names = broken.map((name) => titleOf(name, properties)).join(', ');
  const isOpen = replay.frames.at(-1)?.choices.some((choice) => choice.disabled === null) ?? false;
  const end = broken.length > 0 ? `breaks ${names}` : isOpen ? 'breaks nothing so far' : 'ends and breaks nothing';
  return `The schedule on show, ${counted(steps, 'step')} under ${view.policy}, ${end}.`;
}
