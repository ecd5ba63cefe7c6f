import type { PolicyRow } from '#lib/db/record-types';
import type { PolicyRun, TraceStep } from '#lib/scenario/run';

/** Rows that the short form shows; a longer schedule shows its last ones and says so. */
const shown = 6;

/** The property whose trace speaks: the first one that is decided by a schedule. */
function decided(run: PolicyRun) {
  return (
    run.properties.find((property) => property.verdict === 'violated' && property.trace.length > 0) ??
    run.properties.find((property) => property.trace.length > 0)
  );
}

function changeText(step: TraceStep): string {
  const [first, ...more] = step.changes;
  if (first === undefined) return '';
  return `${first.what} ${first.before}→${first.after}${more.length > 0 ? ' …' : ''}`;
}

/** The end of the shortest schedule of a run, six lines at most, the breaking step tinted. */
export function MiniTrace({
  run,
  scenario,
  policy,
}: {
  run: PolicyRun;
  scenario: string;
  policy: PolicyRow | undefined;
}) {
  const property = decided(run);
  if (property === undefined) return null;
  const total = property.trace.length;
  const from = Math.max(0, total - shown);
  const rows = property.trace.slice(from);
  const name = policy === undefined ? run.policy : `${policy.id} ${policy.rule}`;
  return (
    <table className="mini">
      <caption>
        {scenario} under {name}, shortest schedule{from > 0 ? `, last ${shown} of ${total} steps` : ''}
      </caption>
      <tbody>
        {rows.map((step, index) => {
          const isLast = index === rows.length - 1;
          const isBad = isLast && property.verdict === 'violated';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number
            <tr key={from + index} className={isBad ? 'bad' : undefined}>
              <td>{from + index + 1}</td>
              <td>
                {step.actor} {step.step}
              </td>
              <td>{isBad ? property.name : changeText(step)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
