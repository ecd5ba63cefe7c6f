import type { Flip, PolicyChange } from '#lib/db/record-types';
import { Mark } from '../../_components/mark';
import { copiesText, runHref } from '../../_components/matrix-cell';
import { counted } from '../../_components/numbers';
import { pairPath } from '../../_components/pair-path';

/** What the policy breaks, mends and costs beside the one that it is a change of, from the recorded runs of both. */
export function Change({ id, change }: { id: string; change: PolicyChange | null }) {
  if (change === null) return null;
  const { before, breaks, fixes, costs, compared } = change;
  return (
    <section className="sec" id="changes">
      <div className="sh">
        <h2>
          Against <a href={`/policies/${before.id}`}>{before.id}</a> {before.rule}
        </h2>
        <p className="note">
          {counted(compared, 'run')} compared, each a scenario on a kind of page: {breaks.length} broken, {fixes.length}{' '}
          mended, {costs.length} with other copies alone.{' '}
          <a href={pairPath(before.id, id)}>Where they part, step by step</a>
        </p>
      </div>
      <div className="wide">
        {compared === 0 && <p className="note">No scenario was run under both yet.</p>}
        {compared > 0 && breaks.length + fixes.length + costs.length === 0 && (
          <p className="note">No scenario that is here tells them apart.</p>
        )}
        <Flips title={`What ${id} breaks`} flips={breaks} before={before.id} after={id} />
        <Flips title={`What ${id} mends`} flips={fixes} before={before.id} after={id} />
        <Costs flips={costs} before={before.id} after={id} />
      </div>
    </section>
  );
}

interface FlipsProps {
  readonly flips: readonly Flip[];
  readonly before: string;
  readonly after: string;
}

function Flips({ title, flips, before, after }: FlipsProps & { title: string }) {
  if (flips.length === 0) return null;
  return (
    <table className="t stk flips">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>Scenario</th>
          <th>property</th>
          <th>under {before}</th>
          <th>under {after}</th>
        </tr>
      </thead>
      <tbody>
        {flips.flatMap((flip) =>
          flip.properties.map(({ name, before: was, after: is }, index) => (
            <tr key={`${flip.scenario} ${flip.kind} ${name}`} data-item={index === 0 || undefined}>
              <td>{index === 0 ? <ScenarioName flip={flip} policy={after} /> : ''}</td>
              <td>
                <code>{name}</code>
              </td>
              <td data-policy={before}>
                <a className="plain" href={runHref(flip.scenario, before, flip.kind)}>
                  <Mark word={was} />
                </a>
              </td>
              <td data-policy={after}>
                <a className="plain" href={runHref(flip.scenario, after, flip.kind)}>
                  <Mark word={is} />
                </a>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

/** Runs with the same verdicts and other copies, folded. */
export function Costs({ flips, before, after }: FlipsProps) {
  if (flips.length === 0) return null;
  return (
    <details className="fold">
      <summary>{counted(flips.length, 'run')} with the same verdicts and other copies</summary>
      <table className="t stk flips">
        <thead>
          <tr>
            <th>Scenario</th>
            <th />
            <th>under {before}</th>
            <th>under {after}</th>
          </tr>
        </thead>
        <tbody>
          {flips.map((flip) => (
            <tr key={`${flip.scenario} ${flip.kind}`}>
              <td>
                <ScenarioName flip={flip} policy={after} />
              </td>
              <td />
              <td data-policy={before}>{flip.copies === null ? '' : copiesText(flip.copies.before)}</td>
              <td data-policy={after}>{flip.copies === null ? '' : copiesText(flip.copies.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ScenarioName({ flip, policy }: { flip: Flip; policy: string }) {
  return (
    <a href={runHref(flip.scenario, policy, flip.kind)}>
      {flip.scenario}
      {flip.kind === null ? '' : `, ${flip.kind}`}
    </a>
  );
}
