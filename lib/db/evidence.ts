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
import { StampedCache } from '#lib/db/stamped-cache';
import { simulators } from '#lib/simulators';

/** All tests of all claims, with their recorded runs, and the policies there are. */
export interface Tested {
  /** By slug of the claim; what is counted has no verdict, and is left out. */
  readonly tests: ReadonlyMap<string, readonly Test[]>;
  readonly policies: readonly PolicyKey[];
}

const cache = new StampedCache<Tested>();

/** Read again only when something changed. */
export function readTested(prisma: PrismaClient): Promise<Tested> {
  return cache.get(prisma, 'all', async () => {
    const [claims, judged, policies] = await Promise.all([
      prisma.claim.findMany({
        where: { scenarios: { some: {} } },
        select: {
          record: { select: { slug: true } },
          scenarios: { select: testSelect, orderBy: { position: 'asc' } },
        },
        orderBy: { recordId: 'asc' },
      }),
      listJudged(prisma),
      prisma.policy.findMany({ select: { recordId: true, policy: true, family: true } }),
    ]);
    const tests = claims.map(({ record, scenarios }) => {
      const judgedTests = listTests(scenarios, judged).filter(({ property }) => property !== countProperty);
      return [record.slug, judgedTests] as const;
    });
    return { tests: new Map(tests), policies };
  });
}

/**
 * What the recorded runs say of every test of every claim under a choice of one policy in each family: one witness for
 * each test that is asked. A run of a policy is played with policies of its own choice in the other families. Where a
 * scenario asks more than one family, only runs count whose policies are the ones that are asked about; where there are
 * none of those nobody knows, and the word is `unknown`.
 */
export function listWitnesses({ tests, policies }: Tested, chosen: readonly string[]): Evidence {
  const families = new Map(policies.map(({ policy, family }) => [policy, family]));
  const choices = policies
    .filter(({ policy }) => chosen.includes(policy))
    .map((key): Choice => ({ key, played: playedWith(key.policy, families) }));
  return new Map([...tests].map(([slug, own]) => [slug, own.flatMap((test) => witness(test, choices))]));
}

/** A policy that is asked about, and the policies with which it is played, by family. */
interface Choice {
  readonly key: PolicyKey;
  readonly played: ReadonlyMap<string, string>;
}

function playedWith(policy: string, families: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = simulators.flatMap((simulator) => simulator.resolve(policy)?.policies ?? []);
  return new Map(all.map((one) => [families.get(one) ?? '', one]));
}

function witness(test: Test, choices: readonly Choice[]): readonly Witness[] {
  const { families, runs } = test.scenario;
  const asked = choices.filter(({ key }) => families.has(key.family) || runs.length === 0);
  const exact = asked.filter(({ played }) => asked.every(({ key }) => played.get(key.family) === key.policy));
  const found = (exact.length > 0 ? exact : asked.slice(0, 1)).flatMap(({ key }) => testify(key, test));
  const worst = findWorst(found);
  if (worst === undefined || worst.scenario === null || worst.property === null) return [];
  const { policy, kind, verdict, isStuck, scenario, property, states, schedules, steps, complete, bound, stale } =
    worst;
  const known = { policy, kind, scenario, property, stale };
  if (exact.length > 0) return [{ ...known, verdict, isStuck, states, schedules, steps, complete, bound }];
  const nobody = `no recorded run plays ${asked.map(({ key }) => key.policy).join(', ')} together`;
  const unknown = { verdict: 'unknown', isStuck: false, states: 0, schedules: null, steps: null } as const;
  return [{ ...known, ...unknown, complete: false, bound: nobody }];
}
