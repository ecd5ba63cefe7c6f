import type { Frame, Replay } from '#lib/scenario/run';
import type { PropertyInfo } from '#lib/scenario/simulator';
import { Mark } from '../mark';
import { Heading, type Level } from './heading';
import type { Play } from './play';
import { findLine } from './text-line';
import { Changes } from './trace-table';
import { writeView } from './view';
import { nameOf, titleOf } from './words';

/** The same schedule under two policies, step beside step; a rule and a sentence where they part. */
export function Comparison({ play, base, level, text }: { play: Play; base: string; level: Level; text: string }) {
  const { replay, against, parting, view, policies } = play;
  if (against === undefined || replay.frames.length < 2) return null;
  const length = Math.max(replay.frames.length, against.frames.length);
  const steps = Array.from({ length: length - 1 }, (_, index) => index + 1);
  const lead =
    parting === undefined
      ? 'Both play it alike, step by step.'
      : parting === 1
        ? 'They part at the first step.'
        : `${parting === 2 ? 'Step 1 is' : `Steps 1 to ${parting - 1} are`} equal.`;
  return (
    <section className="compare">
      <div className="sh">
        <Heading level={level}>The same schedule under two policies</Heading>
        <p className="note">
          {lead}
          {parting === undefined ? null : (
            <>
              {' '}
              <a href={`${base}${writeView({ ...view, step: parting })}`} data-view>
                Go to the first difference
              </a>
            </>
          )}
        </p>
      </div>
      <div className="scroll">
        <table className="t trace cmp">
          <thead>
            <tr>
              <th>#</th>
              <th>actor</th>
              <th>step</th>
              <th>
                <b>{nameOf(replay.policy, policies)}</b>
              </th>
              <th>
                <b>{nameOf(against.policy, policies)}</b>
              </th>
            </tr>
          </thead>
          {steps.map((step) => (
            <tbody key={step}>
              {step === parting ? (
                <tr className="split">
                  <td />
                  <td colSpan={4}>
                    <span className="splitlab">{writeParting(replay.frames[step], against.frames[step])}</span>
                  </td>
                </tr>
              ) : null}
              <Row play={play} step={step} text={text} isLast={step === length - 1} />
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function writeParting(left: Frame | undefined, right: Frame | undefined): string {
  if (left === undefined || right === undefined) return 'First difference: the schedule applies to one of them only';
  if (left.step?.step !== right.step?.step)
    return `First difference: ${left.step?.step ?? '–'}, or ${right.step?.step ?? '–'}`;
  return 'First difference: the same step changes something else';
}

function Row({ play, step, text, isLast }: { play: Play; step: number; text: string; isLast: boolean }) {
  const { replay, against, parting, view, properties } = play;
  const left = replay.frames[step];
  const right = against?.frames[step];
  const lead = left?.step ?? right?.step;
  const isSame = parting === undefined || step < parting;
  const isAlike = left?.step?.step === right?.step?.step;
  const classes = [isSame ? 'same' : '', step === view.step ? 'cur' : '', isLast ? 'end' : '']
    .filter(Boolean)
    .join(' ');
  const sides = [
    { name: 'c1', frame: left, other: replay },
    { name: 'c2', frame: right, other: against },
  ];
  return (
    <tr className={classes || undefined} aria-current={step === view.step ? 'step' : undefined}>
      <td>{step}</td>
      <td className="nw">{lead?.actor ?? '–'}</td>
      <td>{isAlike ? lead?.step : <code>{writeLine(text, left, right)}</code>}</td>
      {sides.map(({ name, frame, other }) => (
        <td
          key={name}
          className={`chg ${name}${frame !== undefined && frame.broken.length > 0 ? ' broke' : ''}`}
          data-p={other?.policy}
        >
          <Side frame={frame} isAlike={isAlike} step={step} replay={other} properties={properties} />
          {isLast && other !== undefined ? <End play={play} replay={other} /> : null}
        </td>
      ))}
    </tr>
  );
}

/** The line of the text that both play; where they are at different lines, none. */
function writeLine(text: string, left: Frame | undefined, right: Frame | undefined): string {
  const lines = new Set([left?.step?.line, right?.step?.line].filter((line) => line !== undefined));
  const [line] = lines;
  return lines.size === 1 && line !== undefined ? findLine(text, line) : '–';
}

function Side({
  frame,
  isAlike,
  step,
  replay,
  properties,
}: {
  frame: Frame | undefined;
  isAlike: boolean;
  step: number;
  replay: Replay | undefined;
  properties: readonly PropertyInfo[];
}) {
  if (frame === undefined) {
    return step === replay?.frames.length ? (
      <span className="words">{replay.problem ?? 'the schedule is over'}</span>
    ) : null;
  }
  return (
    <>
      {isAlike || frame.step === null ? null : <span className="words">{frame.step.step}</span>}
      <Changes changes={frame.step?.changes ?? []} />
      {frame.broken.map((name) => (
        <span key={name} className="broken">
          breaks {titleOf(name, properties)}
        </span>
      ))}
    </>
  );
}

/** Under the last step: the verdict of each policy over all schedules, where it was run. */
function End({ play, replay }: { play: Play; replay: Replay }) {
  const run = play.runs.find((one) => one.policy === replay.policy);
  if (run === undefined) return <span className="words faint">not run yet</span>;
  return (
    <span className="words">
      <Mark word={run.verdict}>{run.verdict === 'violated' ? 'violated' : `${run.verdict}, all schedules`}</Mark>
    </span>
  );
}
