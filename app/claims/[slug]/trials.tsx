import type { TrialView } from '#lib/db/trials';
import { ClaimLink } from '../../_components/claim-list';
import { Mark } from '../../_components/mark';
import { runHref, scenarioHref } from '../../_components/matrix-cell';
import { policyRanges } from '../../_components/policy-ranges';
import { RangeText } from '../../_components/verdict-ranges';
import { Parting } from './parting';
import { holdersText, measureOf } from './trial-words';

/**
 * Runs that this claim and those set against it judge by measures of their own: the verdict of each side under every
 * policy, and one schedule on which they part, played once.
 */
export function Trials({ slug, trials }: { slug: string; trials: readonly TrialView[] }) {
  if (trials.length === 0) return null;
  return (
    <section className="sec" id="same-run">
      <div className="sh">
        <h2>The same run, judged by each side</h2>
        <p className="note">Nobody disputes the steps. What differs is what was asked for.</p>
      </div>
      <div className="wide">
        {trials.map((trial) => (
          <article
            key={`${trial.scenario.slug} ${trial.kind} ${trial.sides.map(({ claim }) => claim.slug).join(' ')}`}
            className="trial"
            data-item
          >
            <h3>
              <a href={scenarioHref(trial.scenario.slug, trial.kind)}>{trial.scenario.title}</a>
              {trial.kind !== null && ` on ${trial.kind}`}
            </h3>
            <table className="t stk sides">
              <thead>
                <tr>
                  <th>What was asked for</th>
                  <th>by whom</th>
                  <th>verdict</th>
                </tr>
              </thead>
              <tbody>
                {trial.sides.map((side, index) => (
                  <tr key={side.claim.slug}>
                    <td>
                      <code>{measureOf(side)}</code>
                      {side.note !== null && <p className="note">{side.note}</p>}
                    </td>
                    <td>
                      {side.claim.slug === slug ? 'This claim' : <ClaimLink claim={side.claim} />}
                      <p className="note">Held by {holdersText(side)}</p>
                    </td>
                    <td>
                      <Words trial={trial} index={index} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Parting trial={trial} />
          </article>
        ))}
      </div>
    </section>
  );
}

/** The verdict of one side under every policy, failing ones first, each with its policies. */
function Words({ trial, index }: { trial: TrialView; index: number }) {
  const words = [...new Set(trial.policies.map(({ words: all }) => all[index] ?? 'unknown'))];
  const [first] = trial.policies;
  return words
    .toSorted((a, b) => Number(b === 'violated') - Number(a === 'violated'))
    .map((word) => {
      const ids = new Set(trial.policies.filter((policy) => policy.words[index] === word).map(({ id }) => id));
      const ranges = policyRanges(trial.policies, ids);
      return (
        <span key={word} className="line">
          {first !== undefined && word === 'violated' ? (
            <a className="plain" href={runHref(trial.scenario.slug, [...ids][0] ?? first.id, trial.kind)}>
              <Mark word={word} />
            </a>
          ) : (
            <Mark word={word} />
          )}{' '}
          <RangeText ranges={ranges} />
        </span>
      );
    });
}
