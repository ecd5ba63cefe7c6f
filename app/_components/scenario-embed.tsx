import { findScenario } from '#lib/db/scenarios';
import { EmbeddedRunner } from './runner/embedded-runner';

/** A scenario inside another page, by its slug: the recorded run at once, runnable in place. */
export async function ScenarioEmbed({ slug }: { slug: string }) {
  const scenario = await findScenario(slug);
  if (scenario === undefined) {
    return (
      <p className="note">
        Here stood the scenario <code>{slug}</code>, which is not among the records.
      </p>
    );
  }
  return <EmbeddedRunner scenario={scenario} level={4} />;
}
