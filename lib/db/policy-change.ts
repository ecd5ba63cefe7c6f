import { worstFirst } from '#lib/argument/standing';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { sortKinds } from '#lib/db/played-by';
import type { Flip, PolicyChange, PolicyRow } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';

/** A run as far as two of them are compared. */
const runSelect = {
  kind: true,
  leastCopies: true,
  mostCopies: true,
  stuck: true,
  policy: { select: { policy: true } },
  scenario: { select: { simulator: true, record: { select: { slug: true } } } },
  verdicts: { select: { property: true, verdict: true }, orderBy: { position: 'asc' } },
} as const satisfies Prisma.RunSelect;

type Run = Prisma.RunGetPayload<{ select: typeof runSelect }>;

/** What changes when `after` takes the place of `before`, in every scenario that both were run in. */
export async function comparePolicies(prisma: PrismaClient, before: PolicyRow, after: string): Promise<PolicyChange> {
  const runs = await prisma.run.findMany({
    where: { policy: { policy: { in: [before.id, after] } } },
    select: runSelect,
    orderBy: { id: 'asc' },
  });
  const scenarios = new Map<string, Run[]>();
  for (const run of runs) {
    const { slug } = run.scenario.record;
    scenarios.set(slug, [...(scenarios.get(slug) ?? []), run]);
  }
  const flips: Flip[] = [];
  let compared = 0;
  for (const [slug, ofScenario] of [...scenarios].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const simulator = ofScenario[0]?.scenario.simulator ?? '';
    const kinds = sortKinds(simulator, new Set(ofScenario.map(({ kind }) => kind)));
    for (const [index, kind] of kinds.entries()) {
      const find = (policy: string) => ofScenario.find((run) => run.kind === kind && run.policy.policy === policy);
      const [left, right] = [find(before.id), find(after)];
      if (left === undefined || right === undefined) continue;
      compared += 1;
      const flip = compareRuns(left, right);
      if (flip !== null) flips.push({ scenario: slug, kind: index === 0 ? null : kind, ...flip });
    }
  }
  const is = (word: 'before' | 'after') => (flip: Flip) => flip.properties.some((one) => one[word] === 'violated');
  return {
    before,
    breaks: flips.filter(is('after')),
    fixes: flips.filter(is('before')),
    costs: flips.filter(({ properties, copies }) => properties.length === 0 && copies !== null),
    compared,
  };
}

/** Verdicts that differ in whether something is violated, and copies that differ; null where nothing does. */
function compareRuns(left: Run, right: Run): Pick<Flip, 'properties' | 'copies'> | null {
  const words = (run: Run) =>
    new Map(run.verdicts.map(({ property, verdict }) => [property, readWord(worstFirst, verdict)]));
  const [before, after] = [words(left), words(right)];
  const properties = [...after].flatMap(([name, word]) => {
    const was = before.get(name);
    return was === undefined || (was === 'violated') === (word === 'violated')
      ? []
      : [{ name, before: was, after: word }];
  });
  const copies = compareCopies(left, right);
  return properties.length === 0 && copies === null ? null : { properties, copies };
}

function compareCopies(left: Run, right: Run): Flip['copies'] {
  if (left.leastCopies === null || left.mostCopies === null) return null;
  if (right.leastCopies === null || right.mostCopies === null) return null;
  if (left.leastCopies === right.leastCopies && left.mostCopies === right.mostCopies) return null;
  return {
    before: { least: left.leastCopies, most: left.mostCopies },
    after: { least: right.leastCopies, most: right.mostCopies },
  };
}
