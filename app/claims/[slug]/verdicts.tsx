import type { ClaimJudgement, ClaimPage, MatrixCell } from '#lib/db/record-types';
import { Runs } from '../../_components/claim-runs';
import { scenarioHref } from '../../_components/matrix-cell';
import { MatrixHead } from '../../_components/matrix-head';
import { Row } from '../../_components/matrix-row';
import { RangeLine } from '../../_components/verdict-ranges';

/** Verdicts of the claim and of each of its scenarios under every policy, a table for each family. */
export function Verdicts({ claim }: { claim: ClaimPage }) {
  return (
    <section className="sec" id="verdicts">
      <div className="sh">
        <h2>Verdict under each policy</h2>
        {claim.scenarios.length > 0 && <p className="note">Worst case first, then one row for each scenario.</p>}
      </div>
      <div className="wide">
        {claim.scenarios.length === 0 ? (
          <p className="note">
            No scenario tests this claim. {claim.noScenario} <a href="/edit/scenario">Write a scenario</a>
          </p>
        ) : (
          <>
            {claim.judgements.map((judgement) => (
              <VerdictTable
                key={judgement.family}
                judgement={judgement}
                isNamed={claim.judgements.length > 1 || judgement.family !== claim.policies[0]?.family}
              />
            ))}
            <Notes claim={claim} />
          </>
        )}
      </div>
    </section>
  );
}

type Test = ClaimJudgement['tests'][number];

function VerdictTable({ judgement, isNamed }: { judgement: ClaimJudgement; isNamed: boolean }) {
  const { policies, cells, tests, title } = judgement;
  const headOf = ({ scenario, property, kind }: Test) => ({
    label: kind === null ? scenario : `${scenario}, ${kind}`,
    href: scenarioHref(scenario, kind),
    title: property,
  });
  const keyOf = ({ scenario, property, kind }: Test) => `${scenario} ${property} ${kind ?? ''}`;
  return (
    <>
      {isNamed && <h3>{title}</h3>}
      <p className="ranges in-force">
        <RangeLine policies={policies} cells={cells} areReleasesShown />
      </p>
      <table className="mx cl">
        <MatrixHead policies={policies} first="Scenario" />
        <tbody>
          <Row policies={policies} cells={cells} head={{ label: 'The claim', href: null }} summary />
          {tests.map((test) => (
            <Row key={keyOf(test)} policies={policies} cells={test.cells} head={headOf(test)} />
          ))}
        </tbody>
      </table>
      <ul className="runs">
        <Runs
          policies={policies}
          rows={[
            { key: 'claim', head: { label: 'The claim', href: null }, cells },
            ...tests.map((test) => ({ key: keyOf(test), head: headOf(test), cells: test.cells })),
          ]}
        />
      </ul>
    </>
  );
}

function Notes({ claim }: { claim: ClaimPage }) {
  const unjudged = claim.scenarios.filter(({ scenario }) => claim.runs[scenario.slug] === undefined);
  const stale = Object.values(claim.runs).some((run) => run.stale);
  return (
    <p className="note under-table">
      {bounds(claim.judgements.flatMap(({ cells }) => cells))}
      {unjudged.map(({ scenario }) => `${scenario.slug} has not been judged yet. `)}
      {stale && 'Dotted verdicts were recorded by an older engine or for another text. '}
      Not applicable: the policy’s family does not occur in the scenario. A scenario is judged on base pages where its
      name says nothing else; its own page has every kind.
    </p>
  );
}

/** Which bounds were reached, each once. */
function bounds(cells: readonly MatrixCell[]): string {
  const named = new Set(
    cells.flatMap((cell) => (cell.verdict === 'unknown' && cell.bound !== null ? [cell.bound] : [])),
  );
  return named.size === 0 ? '' : `Unknown: ${[...named].join('; ')}. `;
}
