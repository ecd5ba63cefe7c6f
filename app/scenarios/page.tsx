import type { Metadata } from 'next';
import { listScenarioItems } from '#lib/db/scenario-list';
import { ScenarioItem } from './scenario-item';

export const metadata: Metadata = { title: 'Scenarios' };

export default async function ScenariosPage() {
  const items = await listScenarioItems();
  return (
    <>
      <div className="headline">
        <h1>Scenarios</h1>
        <p className="note">
          Each asks one question and is played in every order under every policy. Beside it stand the policies under
          which its worst property breaks or holds. <a href="/edit/scenario">Write a scenario</a>
        </p>
      </div>
      {items.length === 0 ? (
        <p className="note topic">
          No scenario is here yet. They are loaded from <code>content/scenarios</code> when the server starts.
        </p>
      ) : (
        <section className="topic">
          <ol className="list">
            {items.map((item) => (
              <ScenarioItem key={item.scenario.slug} item={item} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
