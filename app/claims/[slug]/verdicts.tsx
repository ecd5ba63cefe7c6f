import type { ClaimPage, MatrixCell } from '#lib/db/record-types';
import { Runs } from '../../_components/claim-runs';
import { MatrixHead } from '../../_components/matrix-head';
import { Row } from '../../_components/matrix-row';

/** Verdicts of the claim and of each of its scenarios under every policy. */
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
          <VerdictTable claim={claim} />
        )}
      </div>
    </section>
  );
}

function VerdictTable({ claim }: { claim: ClaimPage }) {
  const unjudged = claim.scenarios.filter(({ scenario }) => claim.runs[scenario.slug] === undefined);
  const stale = Object.values(claim.runs).some((run) => run.stale);
  return (
    <>
      <table className="mx cl">
        <MatrixHead policies={claim.policies} first="Scenario" />
        <tbody>
          <Row policies={claim.policies} cells={claim.cells} head={{ label: 'The claim', href: null }} summary />
          {claim.tests.map(({ scenario, property, cells }) => (
            <Row
              key={`${scenario} ${property}`}
              policies={claim.policies}
              cells={cells}
              head={{ label: scenario, href: `/scenarios/${scenario}`, title: property }}
            />
          ))}
        </tbody>
      </table>
      <ul className="runs">
        <Runs
          policies={claim.policies}
          rows={[
            { key: 'claim', head: { label: 'The claim', href: null }, cells: claim.cells },
            ...claim.tests.map(({ scenario, property, cells }) => ({
              key: `${scenario} ${property}`,
              head: { label: scenario, href: `/scenarios/${scenario}` },
              cells,
            })),
          ]}
        />
      </ul>
      <p className="note under-table">
        {bounds(claim.cells)}
        {unjudged.map(({ scenario }) => `${scenario.slug} has not been judged yet. `)}
        {stale && 'Dotted verdicts were recorded by an older engine or for another text. '}
        Not applicable: the policy’s family does not occur in the scenario.
      </p>
    </>
  );
}

/** Which bounds were reached, each once. */
function bounds(cells: readonly MatrixCell[]): string {
  const named = new Set(
    cells.flatMap((cell) => (cell.verdict === 'unknown' && cell.bound !== null ? [cell.bound] : [])),
  );
  return named.size === 0 ? '' : `Unknown: ${[...named].join('; ')}. `;
}
