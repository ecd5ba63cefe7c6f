import { findScenario } from '#lib/db/scenarios';
import { EmbeddedRunner } from './runner/embedded-runner';
import type { RunnerSource } from './runner/runner-data';

/** Scenarios that the page has read already, by slug. */
export type KnownScenarios = ReadonlyMap<string, RunnerSource>;

/** A scenario inside another page, by its slug: the recorded run at once, runnable in place. */
export async function ScenarioEmbed({ slug, known }: { slug: string; known?: KnownScenarios | undefined }) {
  const scenario = known?.get(slug) ?? (await findScenario(slug));
  if (scenario === undefined) {
    return (
      <p className="note">
        Here stood the scenario <code>{slug}</code>, which is not among the records.
      </p>
    );
  }
  return <EmbeddedRunner scenario={scenario} level={3} />;
}
