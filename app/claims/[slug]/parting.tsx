import type { TrialView } from '#lib/db/trials';
import type { TraceStep } from '#lib/scenario/run';
import { Mark } from '../../_components/mark';
import { runHref } from '../../_components/matrix-cell';
import { holdersText, measureOf } from './trial-words';

/** One schedule on which the sides part: the steps once, then a column of judgement for each side. */
export function Parting({ trial }: { trial: TrialView }) {
  const { parting, sides, scenario, kind } = trial;
  if (sides.length < 2) return null;
  if (parting === null) return <p className="note">On every schedule that was looked at the sides agree.</p>;
  const href = `${runHref(scenario.slug, parting.policy.id, kind)}&schedule=${encodeURIComponent(parting.schedule)}`;
  const registers = Object.entries(parting.registers);
  return (
    <table className="t trace parting">
      <caption className="note">
        The shortest schedule on which they part, under {parting.policy.id} {parting.policy.rule}.{' '}
        <a href={href}>Replay it</a>
      </caption>
      <thead>
        <tr>
          <th>
            <span className="vh">Step</span>
          </th>
          <th>actor</th>
          <th>step</th>
          <th className="chg">changed</th>
        </tr>
      </thead>
      <tbody>
        {parting.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number
          <tr key={index}>
            <td>{index + 1}</td>
            <td>{step.actor}</td>
            <td>
              <code>{step.step}</code>
            </td>
            <td className="chg">
              <Changed changes={step.changes} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <th colSpan={2}>At the end</th>
          <td className="chg">
            {registers.map(([name, value]) => (
              <span key={name}>
                {name} = {value}
              </span>
            ))}
          </td>
        </tr>
        {sides.map((side, index) => (
          <tr key={side.claim.slug}>
            <td />
            <td colSpan={2}>
              By what {holdersText(side)} asked for: <code>{measureOf(side)}</code>
            </td>
            <td>
              <Mark word={parting.broken[index] === true ? 'violated' : 'holds'} />
            </td>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}

/** The first thing that a step changed, and how many more; the run itself shows all. */
function Changed({ changes: [first, ...more] }: { changes: TraceStep['changes'] }) {
  if (first === undefined) return null;
  return (
    <span>
      {first.what} {first.before} → {first.after}
      {more.length > 0 && <s> and {more.length} more</s>}
    </span>
  );
}
