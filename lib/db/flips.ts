import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { type FlipResult, searchFlips } from '#lib/scenario/flip';
import { findSimulator } from '#lib/simulators';

/** A page waits for it: what is larger is not followed, and what is not reached is said to be missing. */
const limits = { bounds: { maxStates: 20_000, maxCountedStates: 0 }, most: 400 };

/** Changed scenarios that are played between two turns for whoever else waits. */
const SLICE = 10;

const cache = new StampedCache<FlipResult | undefined>();

/** What turns the verdicts of a scenario under a policy on a kind of page; undefined where it is not played so. */
export async function findFlips(slug: string, policy: string, kind: string | null): Promise<FlipResult | undefined> {
  const { prisma } = await getMoot();
  return cache.get(prisma, `${slug} ${policy} ${kind ?? ''}`, async () => {
    const row = await prisma.scenario.findFirst({
      where: { record: { slug } },
      select: { simulator: true, text: true },
    });
    const simulator = findSimulator(row?.simulator ?? '');
    const scenario = simulator?.parse(row?.text ?? '').scenario;
    if (simulator?.variations === undefined || scenario === undefined) return undefined;
    const kinds = simulator.kindsFor(scenario);
    const id = simulator.policiesFor(scenario).includes(policy) ? policy : simulator.resolve(policy)?.id;
    const on = kinds.find((known) => known === kind) ?? kinds[0];
    if (id === undefined || on === undefined) return undefined;
    const steps = searchFlips(simulator, scenario, id, on, limits);
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true) return next.value;
      if (next.value % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  });
}
