import type { Metadata } from 'next';
import { findScenario, listScenarios } from '#lib/db/scenarios';
import { ScenarioItem } from './scenario-item';

export const metadata: Metadata = { title: 'Scenarios' };

export default async function ScenariosPage() {
  const rows = await listScenarios();
  const scenarios = await Promise.all(rows.map((row) => findScenario(row.slug)));
  return (
    <>
      <div className="headline">
        <h1>Scenarios</h1>
        <p className="note">
          Each asks one question and is played in every order under every policy. Beside it stand the policies under
          which its worst property breaks or holds. <a href="/edit/scenario">Write a scenario</a>
        </p>
      </div>
      {scenarios.length === 0 ? (
        <p className="note topic">
          No scenario is here yet. They are loaded from <code>content/scenarios</code> when the server starts.
        </p>
      ) : (
        <section className="topic">
          <ol className="list">
            {scenarios.map((scenario) =>
              scenario === undefined ? null : <ScenarioItem key={scenario.slug} scenario={scenario} />,
            )}
          </ol>
        </section>
      )}
    </>
  );
}
