import { counted } from '../numbers';
import { Heading, type Level } from './heading';
import type { Play } from './play';
import { writeView } from './view';

/** More rows than this are folded. */
const most = 12;

/** Every distinct way in which a run can end: register values, how often something was copied, and a schedule to step through. */
export function OutcomesTable({ play, base, id, level }: { play: Play; base: string; id: string; level: Level }) {
  const { run, view, counts } = play;
  if (run === undefined || run.outcomes.length === 0) return null;
  const names = [...new Set(run.outcomes.flatMap((outcome) => Object.keys(outcome.registers)))];
  const rows = run.outcomes.map((outcome, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: outcomes have no name and never move
    <tr key={index}>
      {names.map((name) => (
        <td key={name}>
          <code>{outcome.registers[name] ?? '–'}</code>
        </td>
      ))}
      {counts.map(({ of }) => (
        <td key={of} className="num">
          {outcome[of]}
        </td>
      ))}
      <td>
        {outcome.schedule === '' ? (
          '–'
        ) : (
          <a href={`${base}${writeView({ ...view, schedule: outcome.schedule, step: 0 })}`} data-view>
            <code>{outcome.schedule}</code>
          </a>
        )}
      </td>
    </tr>
  ));
  return (
    <section className="outcomes" id={id}>
      <div className="sh">
        <Heading level={level}>Outcomes under {run.policy}</Heading>
        <p className="note">
          {counted(run.outcomes.length, 'distinct end')} over all schedules
          {run.complete ? '' : ' that were searched'}
        </p>
      </div>
      <div className="scroll">
        <table className="t">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name}>{name}</th>
              ))}
              {counts.map(({ of, title }) => (
                <th key={of} className="num">
                  {title}
                </th>
              ))}
              <th>a shortest schedule</th>
            </tr>
          </thead>
          <tbody>{rows.slice(0, most)}</tbody>
        </table>
      </div>
      {rows.length > most ? (
        <details className="fold">
          <summary>{counted(rows.length - most, 'more outcome')}</summary>
          <div className="scroll">
            <table className="t">
              <tbody>{rows.slice(most)}</tbody>
            </table>
          </div>
        </details>
      ) : null}
    </section>
  );
}
