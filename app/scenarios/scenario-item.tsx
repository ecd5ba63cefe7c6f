import type { ScenarioListItem } from '#lib/db/scenario-list';
import type { VerdictWord } from '#lib/scenario/run';
import type { PolicyInfo } from '#lib/scenario/simulator';
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
export function ScenarioItem({ item }: { item: ScenarioListItem }) {
  const { scenario, claims, runs } = item;
  const { slug, title, question } = scenario;
  return (
    <li data-item>
      <div>
        <a className="statement" href={`/scenarios/${slug}`}>
          {title}
        </a>
        <p className="note">{question}</p>
        {claims.length === 0 ? null : (
          <p className="note">
            Tests{' '}
            {claims.slice(0, mostClaims).map((claim, index) => (
              <span key={claim.slug}>
                {index > 0 ? '; ' : ''}
                <a href={`/claims/${claim.slug}`}>{claim.title}</a>
              </span>
            ))}
            {claims.length > mostClaims ? ` and ${counted(claims.length - mostClaims, 'more claim')}` : null}
          </p>
        )}
      </div>
      <p className="ranges">
        {runs.length === 0 ? (
          <span className="faint">not judged yet</span>
        ) : (
          <Ranges simulator={scenario.simulator} runs={runs} />
        )}
        {runs.some(({ stale }) => stale) ? (
          <span className="range faint">recorded by an older engine or text</span>
        ) : null}
      </p>
    </li>
  );
}

/** Verdicts on the scenario's first kind of page, family by family, without variants. */
function Ranges({ simulator, runs }: { simulator: string; runs: ScenarioListItem['runs'] }) {
  const asked = new Set(runs.map(({ policy }) => policy));
  const families = new Map<string, PolicyInfo[]>();
  for (const policy of findSimulator(simulator)?.policies ?? []) {
    if (policy.variantOf !== null || !asked.has(policy.id)) continue;
    families.set(policy.family, [...(families.get(policy.family) ?? []), policy]);
  }
  return [...families].flatMap(([family, policies]) =>
    loudness.map((word) => {
      const said = runs.filter((run) => run.verdict === word);
      const ids = new Set(said.map(({ policy }) => policy).filter((id) => policies.some((one) => one.id === id)));
      if (ids.size === 0) return null;
      return (
        <span key={`${family} ${word}`} className="range">
          <Mark word={word} /> <RangeText ranges={policyRanges(policies, ids)} />
        </span>
      );
    }),
  );
}
