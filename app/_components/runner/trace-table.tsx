import type { BoundLine } from '#lib/db/bound-lines';
import type { Change, Frame, TraceStep } from '#lib/scenario/run';
import type { PropertyInfo } from '#lib/scenario/simulator';
import { BoundLines, pointHref } from '../bound-line';
import { titleOf } from './words';

/** What a step changed, one line each: `F0.count 2 → 3`. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return changes.map((change) => (
    <span key={change.what}>
      {change.what} {change.before} → {change.after}
    </span>
  ));
}

/** Who answers decision points, and the lines of patches that write the answers down. */
export interface StepRules {
  /** Id of the policy, by that of the point. */
  readonly answering: Readonly<Record<string, string>>;
  readonly bound: readonly BoundLine[];
}

/** `decided by write fault (mm/memory.c:3293)`: the rules that a step asked, in the policy's page, and their lines. */
export function DecidedBy({ points, rules: { answering, bound } }: { points: readonly string[]; rules: StepRules }) {
  if (points.length === 0) return null;
  return (
    <span className="decided">
      decided by{' '}
      {points.map((point, index) => {
        const policy = answering[point];
        const lines = bound.filter((line) => line.policy === policy && line.point === point);
        return (
          <span key={point}>
            {index > 0 && ', '}
            {policy === undefined ? point : <a href={pointHref(policy, point)}>{point}</a>}
            {lines.length > 0 && (
              <>
                {' ('}
                <BoundLines lines={lines} />)
              </>
            )}
          </span>
        );
      })}
    </span>
  );
}

/** A row of a trace: the step, and the names of what it broke. */
export interface TraceRow {
  readonly step: TraceStep;
  readonly broken: readonly string[];
}

/** The steps of a replay as rows. */
export function listRows(frames: readonly Frame[]): readonly TraceRow[] {
  return frames.flatMap((frame) => (frame.step === null ? [] : [{ step: frame.step, broken: frame.broken }]));
}

/**
 * A column an actor, and only what changed. `current` is the number of the step on show; with `hrefOf` each number is a
 * link to its step.
 */
export function TraceTable({
  rows,
  current,
  properties,
  hrefOf,
  rules,
}: {
  rows: readonly TraceRow[];
  current: number | null;
  properties: readonly PropertyInfo[];
  hrefOf?: (step: number) => string;
  rules?: StepRules;
}) {
  const actors = [...new Set(rows.map((row) => row.step.actor))];
  return (
    <div className="scroll">
      <table className="t trace stack">
        <thead>
          <tr>
            <th>#</th>
            {actors.map((actor) => (
              <th key={actor}>{actor}</th>
            ))}
            <th>changed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const number = index + 1;
            const isCurrent = number === current;
            const isBad = row.broken.length > 0;
            return (
              <tr
                key={number}
                className={`${isBad ? 'bad' : ''}${isCurrent ? ' cur' : ''}`.trim() || undefined}
                aria-current={isCurrent ? 'step' : undefined}
              >
                <td>
                  {hrefOf === undefined ? (
                    number
                  ) : (
                    <a href={hrefOf(number)} data-view aria-label={`Step ${number}`}>
                      {number}
                    </a>
                  )}
                </td>
                {actors.map((actor) =>
                  actor === row.step.actor ? (
                    <td key={actor} data-a={actor}>
                      {row.step.step}
                      {rules !== undefined && <DecidedBy points={row.step.points} rules={rules} />}
                    </td>
                  ) : (
                    <td key={actor} />
                  ),
                )}
                <td className="chg">
                  <Changes changes={row.step.changes} />
                  {row.broken.map((name) => (
                    <span key={name} className="broken">
                      breaks {titleOf(name, properties)}
                    </span>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
