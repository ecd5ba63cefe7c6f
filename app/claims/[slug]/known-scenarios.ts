import type { ClaimPage } from '#lib/db/record-types';
import type { KnownScenarios } from '../../_components/scenario-embed';

/** The claim's scenarios with what is recorded of them, for the runners in its page. */
export function knownScenarios(claim: ClaimPage): KnownScenarios {
  return new Map(
    // Of several kinds of page that the claim names the first counts.
    claim.scenarios
      .toReversed()
      .map(({ scenario, kind }) => [scenario.slug, { ...scenario, kind, recorded: claim.runs[scenario.slug] }]),
  );
}
