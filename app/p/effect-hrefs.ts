import type { PolicyPair } from '#lib/db/policy-pair';
import { listScenarioTexts } from '#lib/db/scenario-texts';
import { writeTextHash } from '../_components/runner/text-hash';
import { writeView } from '../_components/runner/view';
import { addPolicies } from '../playground/compose';
import { type FlipHref, flipHref } from '../policies/[id]/pair-flips';

/**
 * Where the flips of a pair are played: the scenario's page; where a side is a policy of one's own, which no page of a
 * scenario knows, the playground, with the scenario and the policy in the address.
 */
export async function findFlipHrefs(pair: PolicyPair): Promise<FlipHref> {
  const owns = [pair.before.own, pair.after.own].flatMap((own) => own?.own ?? []);
  const [own] = owns;
  if (own === undefined) return flipHref;
  const slugs = new Set([...pair.breaks, ...pair.mends, ...pair.others].map(({ scenario }) => scenario));
  const texts = (await listScenarioTexts()).filter(({ slug }) => slugs.has(slug));
  const policies = owns.flatMap((one) => one.policies);
  const hashes = new Map(
    await Promise.all(
      texts.map(async ({ slug, text }) => {
        return [slug, await writeTextHash(addPolicies(own.simulator, text, policies))] as const;
      }),
    ),
  );
  return ({ scenario, kind, parting }, [before, after], alone) => {
    const against = alone === undefined ? before : null;
    const view = { kind, schedule: parting?.schedule ?? '', step: parting?.step ?? 0, against };
    return `/playground${writeView({ policy: alone ?? after, ...view })}${hashes.get(scenario) ?? ''}`;
  };
}
