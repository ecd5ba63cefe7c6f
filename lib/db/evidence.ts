import type { Evidence, Witness } from '#lib/argument/evidence';
import { findWorst } from '#lib/argument/standing';
import type { PrismaClient } from '#lib/db/generated/client';
import {
  countProperty,
  listJudged,
  listTests,
  type PolicyKey,
  type Test,
  testify,
  testSelect,
} from '#lib/db/matrix-cell';
import { simulators } from '#lib/simulators';

/**
 * What the recorded runs say of every test of every claim under a choice of one policy in each family: one witness for
 * each test that is asked. A run of a policy is played with policies of its own choice in the other families. Where a
 * scenario asks more than one family, only runs count whose policies are the ones that are asked about; where there are
 * none of those nobody knows, and the word is `unknown`.
 */
export async function listWitnesses(
  prisma: PrismaClient,
  { policies: chosen }: { readonly policies: readonly string[] },
): Promise<Evidence> {
  const [claims, judged, policies] = await Promise.all([
    prisma.claim.findMany({
      where: { scenarios: { some: {} } },
      select: {
        record: { select: { slug: true } },
        scenarios: { select: testSelect, orderBy: { position: 'asc' } },
      },
    }),
    listJudged(prisma),
    prisma.policy.findMany({
      where: { policy: { in: [...chosen] } },
      select: { recordId: true, policy: true, family: true },
    }),
  ]);
  const families = new Map(
    (await prisma.policy.findMany({ select: { policy: true, family: true } })).map((one) => [one.policy, one.family]),
  );
  /** The policies with which each of the chosen ones is played, by family. */
  const played = new Map(policies.map(({ policy }) => [policy, playedWith(policy, families)]));
  const wanted = new Map(policies.map(({ policy, family }) => [family, policy]));
  return new Map(
    claims.map(({ record: { slug }, scenarios }) => [
      slug,
      listTests(scenarios, judged)
        // What is counted has no verdict.
        .filter(({ property }) => property !== countProperty)
        .flatMap((test) => witness(test, policies, played, wanted)),
    ]),
  );
}

/** The policy of each family with which a policy is played. */
function playedWith(policy: string, families: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = simulators.flatMap((simulator) => simulator.resolve(policy)?.policies ?? []);
  return new Map(all.flatMap((one) => [[families.get(one) ?? '', one] as const]));
}

function witness(
  test: Test,
  policies: readonly PolicyKey[],
  played: ReadonlyMap<string, ReadonlyMap<string, string>>,
  wanted: ReadonlyMap<string, string>,
): readonly Witness[] {
  const asked = policies.filter(({ family }) => test.scenario.families.has(family) || test.scenario.runs.length === 0);
  const exact = asked.filter(({ policy }) =>
    [...test.scenario.families].every((family) => played.get(policy)?.get(family) === wanted.get(family)),
  );
  const found = (exact.length > 0 ? exact : asked.slice(0, 1)).flatMap((policy) => testify(policy, test));
  const worst = findWorst(found);
  if (worst === undefined || worst.scenario === null || worst.property === null) return [];
  const { policy, kind, verdict, isStuck, scenario, property, states, schedules, steps, complete, bound, stale } =
    worst;
  const known = { policy, kind, scenario, property, states, schedules, steps, stale };
  if (exact.length > 0 || verdict === 'not applicable') return [{ ...known, verdict, isStuck, complete, bound }];
  const nobody = `no recorded run plays ${[...wanted.values()].join(', ')} together`;
  return [{ ...known, verdict: 'unknown', isStuck: false, complete: false, bound: nobody, steps: null }];
}
