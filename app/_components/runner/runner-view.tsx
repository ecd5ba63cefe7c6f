import type { ReactNode } from 'react';
import type { BoundLine } from '#lib/db/bound-lines';
import { Cells, Why } from './cells';
import { Choices } from './choices';
import { Comparison } from './comparison';
import { Diagrams } from './diagrams';
import { Heading, type Level } from './heading';
import { KernelChoice } from './kernel-choice';
import { OutcomesTable } from './outcomes-table';
import type { Play } from './play';
import { PoliciesTable } from './policies-table';
import { PropertiesTable } from './properties-table';
import { ScenarioText } from './scenario-text';
import { Stepper } from './stepper';
import { listRows, TraceTable } from './trace-table';
import { VerdictHead } from './verdict-head';
import { writeView } from './view';

/** What a runner shows around what was played. Where scripts run, `live` has the parts that only they can do. */
export interface RunnerViewProps {
  readonly play: Play;
  /** Path of the links to other steps, policies and schedules. */
  readonly base: string;
  /** Unique in the page. */
  readonly id: string;
  readonly level: Level;
  /** Part of another page. */
  readonly isCompact: boolean;
  readonly text: string;
  readonly isEdited: boolean;
  /** Whether the text stands above the policies. */
  readonly isTextFirst?: boolean;
  readonly engine: string;
  readonly isStale: boolean;
  /** Lines of patches that write down what policies decide. */
  readonly bound?: readonly BoundLine[];
  readonly live?: {
    /** Run, stop, progress. */
    readonly controls: ReactNode;
    /** In place of the text while it is edited; null otherwise. */
    readonly editor: ReactNode | null;
    readonly editButton: ReactNode;
    readonly player: ReactNode;
    readonly foot: ReactNode;
  };
  /** Shown in place of `live.controls` where no scripts have run yet. */
  readonly controls?: ReactNode;
}

/** One runner: verdict, trace and state at the right, policies and text at the left, diagrams and comparison below. */
export function RunnerView(props: RunnerViewProps) {
  const { play, base, id, level, isCompact, live } = props;
  const { view, replay } = play;
  const line = replay.frames[view.step]?.step?.line ?? null;
  // Inside another page, before the simulator is there: what that page's reader can do without stands one link away.
  const isBrief = isCompact && live === undefined;
  const outcomes = isBrief ? `${base}${writeView(view)}` : `#${id}-outcomes`;
  const controls = live?.controls ?? props.controls;
  const textPart = (
    <>
      <div className={props.isTextFirst === true ? 'sh' : 'sh text-head'}>
        <Heading level={level}>{props.isEdited ? 'Scenario, edited' : 'Scenario'}</Heading>
        <span className="note">
          {line === null ? null : `Line ${line} runs step ${view.step}`} {live?.editButton}
        </span>
      </div>
      {live?.editor ?? <ScenarioText text={props.text} current={line} />}
      {props.isTextFirst === true ? controls : null}
      {props.isEdited ? (
        <p className="note">This text is not recorded. Its verdicts are of this page alone; the link holds the text.</p>
      ) : null}
    </>
  );
  return (
    <>
      {play.notices.map((notice) => (
        <p key={notice} className="box err notice" role="status">
          {notice}
        </p>
      ))}
      <div className="run">
        <div>
          {props.isTextFirst === true ? textPart : null}
          <div className={props.isTextFirst === true ? 'sh text-head' : 'sh'}>
            <Heading level={level}>Policies</Heading>
            <span className="note">Tick one to compare</span>
          </div>
          <PoliciesTable play={play} base={base} />
          {isBrief ? null : <KernelChoice play={play} base={base} id={id} />}
          {props.isTextFirst === true ? null : controls}
          {props.isTextFirst === true ? null : textPart}
        </div>
        <div>
          <VerdictHead play={play} edited={props.isEdited} />
          <Stepper play={play} base={base}>
            {live?.player}
          </Stepper>
          {replay.frames.length > 1 ? (
            <TraceTable
              rows={listRows(replay.frames)}
              current={view.step}
              properties={play.properties}
              hrefOf={(step) => `${base}${writeView({ ...view, step })}`}
              rules={{ answering: play.answering, bound: props.bound ?? [] }}
            />
          ) : null}
          {isBrief ? (
            <Why play={play} />
          ) : (
            <>
              <Cells play={play} />
              <Choices play={play} base={base} text={props.text} />
            </>
          )}
          <PropertiesTable play={play} base={base} outcomes={outcomes} />
          <p className="note foot-note">
            Schedule <code>{view.schedule === '' ? 'empty' : view.schedule}</code> · engine {props.engine} ·{' '}
            {props.isStale ? 'recorded by another engine or for another text: run it again · ' : null}
            <a href="/guide/model">what the model leaves out</a>
          </p>
          {live?.foot}
        </div>
      </div>
      <Diagrams play={play} isCompact={isCompact} />
      {isBrief ? null : (
        <>
          <Comparison play={play} base={base} level={level} text={props.text} />
          <OutcomesTable play={play} base={base} id={`${id}-outcomes`} level={level} />
        </>
      )}
    </>
  );
}
