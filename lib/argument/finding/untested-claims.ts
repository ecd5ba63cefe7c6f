import type { ComputedFinding } from '#lib/argument/finding/finding';
import type { ClaimKind } from '#lib/argument/record/claim';
import { copiesProperty, type VerdictMatrix } from '#lib/argument/verdict-matrix';

/** A claim that no run bears on. */
export interface UntestedClaim {
  readonly claim: string;
  readonly kind: ClaimKind;
  /** What its record says about why; null where it has a scenario, and its situation never arises. */
  readonly why: string | null;
}

/** Claims that no scenario exercises, and claims whose scenarios never come to what they speak about. */
export const untestedClaims: ComputedFinding<UntestedClaim> = {
  id: 'untested-claims',
  title: 'Claims that no run bears on',
  meaning:
    'A claim stands here when it names no scenario and no measure of one, or when the situation that it speaks about arises under no policy. Beside it stands what its record gives as the reason.',
  none: 'Every claim has a run that bears on it.',
  find: ({ claims, verdicts }) =>
    claims.flatMap((claim): UntestedClaim[] => {
      const { id, kind, scenarios, judges, noScenario = null } = claim;
      if (scenarios.length === 0) return judges.length > 0 ? [] : [{ claim: id, kind, why: noScenario }];
      return scenarios.every((test) => isMute(test, verdicts)) ? [{ claim: id, kind, why: null }] : [];
    }),
  say: ({ claim, kind, why }) => `${claim} (${kind}): ${why ?? 'its situation never arises'}`,
};

/** Whether a test has runs, and none of them says anything. */
function isMute(test: Parameters<VerdictMatrix['findWord']>[0], verdicts: VerdictMatrix): boolean {
  if (test.property === copiesProperty) return false;
  const words = verdicts.policies.flatMap(({ id }) => verdicts.findWord(test, id) ?? []);
  return words.length > 0 && words.every((word) => word === 'vacuous' || word === 'not applicable');
}
