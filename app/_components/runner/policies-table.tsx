import { Mark } from '../mark';
import { formatCount } from '../numbers';
import type { Play } from './play';
import { writeView } from './view';
import { countShownSteps, writeCopies } from './words';

/**
 * Every policy with its verdict and how much was searched. The name plays the schedule on show under that policy; the
 * box at its left compares. Plain links, so that both work without scripts.
 */
export function PoliciesTable({ play, base }: { play: Play; base: string }) {
  const { view, policies, runs } = play;
  return (
    <table className="t pols">
      <thead>
        <tr>
          <th>
            <span className="vh">Compare</span>
          </th>
          <th>Policy</th>
          <th className="hide-p wide-only">in force</th>
          <th>verdict</th>
          <th className="num">steps</th>
          <th className="num">states</th>
          <th className="num wide-only">copies</th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => {
          const run = runs.find((one) => one.policy === policy.id);
          const isHere = policy.id === view.policy;
          const isAgainst = policy.id === view.against;
          const steps = run === undefined ? undefined : countShownSteps(run);
          const compared = { ...view, against: isAgainst ? null : policy.id };
          return (
            <tr key={policy.id} className={isHere || isAgainst ? 'on' : undefined}>
              <td className="tick">
                {isHere ? (
                  <span className="tickbox is-on" title={`${policy.id} is shown`} />
                ) : (
                  <a
                    className={isAgainst ? 'tickbox is-on' : 'tickbox'}
                    href={`${base}${writeView(compared)}`}
                    data-view
                    title={isAgainst ? `Do not compare with ${policy.id}` : `Compare with ${policy.id}`}
                  >
                    <span className="vh">
                      {isAgainst ? `Do not compare with ${policy.id}` : `Compare with ${policy.id}`}
                    </span>
                  </a>
                )}
              </td>
              <td>
                <a
                  className="pol"
                  href={`${base}${writeView({ ...view, policy: policy.id, against: isAgainst ? view.policy : view.against })}`}
                  aria-current={isHere ? 'true' : undefined}
                  data-view
                >
                  <b>{policy.id}</b> {policy.rule}
                </a>
              </td>
              <td className="muted nw hide-p wide-only">{policy.inForce}</td>
              <td>{run === undefined ? <span className="faint">not run</span> : <Mark word={run.verdict} />}</td>
              <td className="num">{steps ?? '–'}</td>
              <td className="num">
                {run === undefined || run.verdict === 'not applicable' ? '–' : formatCount(run.states)}
              </td>
              <td className="num wide-only">{(run && writeCopies(run)) ?? '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
