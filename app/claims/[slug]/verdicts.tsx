import type { ClaimPage, MatrixCell } from '#lib/db/record-types';
import type { PolicyRun } from '#lib/scenario/run';
import { Runs } from '../../_components/claim-runs';
import { MatrixHead } from '../../_components/matrix-head';
import { Row } from '../../_components/matrix-row';

/** The cell of one scenario under one policy, from its recorded run. */
function cellOf(scenario: string, property: string, run: PolicyRun, stale: boolean): MatrixCell {
  const asked = run.properties.find(({ name }) => name === property);
  const copies = run.outcomes.map((outcome) => outcome.copies);
  return {
    policy: run.policy,
    verdict: asked?.verdict ?? run.verdict,
    scenario,
    property,
    states: run.states,
    schedules: run.schedules,
    complete: run.complete,
    bound: run.bound,
    steps: asked !== undefined && asked.trace.length > 0 ? asked.trace.length : null,
    stale,
    copies: copies.length === 0 ? null : { least: Math.min(...copies), most: Math.max(...copies) },
  };
}

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
  const rows = claim.scenarios.flatMap(({ scenario, property }) => {
    const recorded = claim.runs[scenario.slug];
    if (recorded === undefined) return [];
    return [
      { scenario, property, cells: recorded.runs.map((run) => cellOf(scenario.slug, property, run, recorded.stale)) },
    ];
  });
  const unjudged = claim.scenarios.filter(({ scenario }) => claim.runs[scenario.slug] === undefined);
  const stale = Object.values(claim.runs).some((run) => run.stale);
  return (
    <>
      <table className="mx cl">
        <MatrixHead policies={claim.policies} first="Scenario" />
        <tbody>
          <Row policies={claim.policies} cells={claim.cells} head={{ label: 'The claim', href: null }} summary />
          {rows.map(({ scenario, property, cells }) => (
            <Row
              key={`${scenario.slug} ${property}`}
              policies={claim.policies}
              cells={cells}
              head={{ label: scenario.slug, href: `/scenarios/${scenario.slug}`, title: property }}
            />
          ))}
        </tbody>
      </table>
      <ul className="runs">
        <Runs
          policies={claim.policies}
          rows={[
            { key: 'claim', head: { label: 'The claim', href: null }, cells: claim.cells },
            ...rows.map(({ scenario, property, cells }) => ({
              key: `${scenario.slug} ${property}`,
              head: { label: scenario.slug, href: `/scenarios/${scenario.slug}` },
              cells,
            })),
          ]}
        />
      </ul>
      <p className="note below">
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
