import type { ScenarioPage } from '#lib/db/record-types';
import type { VerdictWord } from '#lib/scenario/run';
import { findSimulator } from '#lib/simulators';
import { Mark } from '../_components/mark';
import { counted } from '../_components/numbers';
import { policyRanges } from '../_components/policy-ranges';
import { RangeText } from '../_components/verdict-ranges';

/** Failing first: the order in which a reader wants them. */
const loudness: readonly VerdictWord[] = [
  'violated',
  'stuck',
  'unknown',
  'reached',
  'unreached',
  'vacuous',
  'holds',
  'not applicable',
];

/** Claims that a row names; the scenario's page names all. */
const mostClaims = 2;

/** A scenario in the list: its question, the claims that it tests, and its verdicts as ranges of policies. */
export function ScenarioItem({ scenario }: { scenario: ScenarioPage }) {
  const { slug, title, question, claims, recorded } = scenario;
  const claimsOnce = [...new Map(claims.map(({ claim }) => [claim.slug, claim])).values()];
  return (
    <li data-item>
      <div>
        <a className="statement" href={`/scenarios/${slug}`}>
          {title}
        </a>
        <p className="note">{question}</p>
        {claimsOnce.length === 0 ? null : (
          <p className="note">
            Tests{' '}
            {claimsOnce.slice(0, mostClaims).map((claim, index) => (
              <span key={claim.slug}>
                {index > 0 ? '; ' : ''}
                <a href={`/claims/${claim.slug}`}>{claim.title}</a>
              </span>
            ))}
            {claimsOnce.length > mostClaims ? ` and ${counted(claimsOnce.length - mostClaims, 'more claim')}` : null}
          </p>
        )}
      </div>
      <p className="ranges">
        {recorded === undefined ? (
          <span className="faint">not judged yet</span>
        ) : (
          <Ranges scenario={scenario} runs={recorded.runs} />
        )}
        {recorded?.stale === true ? <span className="range faint">recorded by an older engine or text</span> : null}
      </p>
    </li>
  );
}

function Ranges({ scenario, runs }: { scenario: ScenarioPage; runs: NonNullable<ScenarioPage['recorded']>['runs'] }) {
  const policies = findSimulator(scenario.simulator)?.policies ?? [];
  return loudness.map((word) => {
    const ids = new Set(runs.filter((run) => run.verdict === word).map((run) => run.policy));
    if (ids.size === 0) return null;
    return (
      <span key={word} className="range">
        <Mark word={word} /> <RangeText ranges={policyRanges(policies, ids)} />
      </span>
    );
  });
}
