import type { ClaimPage } from '#lib/db/record-types';
import type { KnownScenarios } from '../../_components/scenario-embed';

/** The claim's scenarios with what is recorded of them, for the runners in its page. */
export function knownScenarios(claim: ClaimPage): KnownScenarios {
  return new Map(
    claim.scenarios.map(({ scenario }) => [scenario.slug, { ...scenario, recorded: claim.runs[scenario.slug] }]),
  );
}
