import { findScenario } from '#lib/db/scenarios';
import { EmbeddedRunner } from './runner/embedded-runner';
import type { Level } from './runner/heading';

/** A scenario inside another page, by its slug: the recorded run at once, runnable in place. */
export async function ScenarioEmbed({ slug, level = 3 }: { slug: string; level?: Level }) {
  const scenario = await findScenario(slug);
  if (scenario === undefined) {
    return (
      <p className="note">
        Here stood the scenario <code>{slug}</code>, which is not among the records.
      </p>
    );
  }
  return <EmbeddedRunner scenario={scenario} level={level} />;
}
