import { worstFirst } from '#lib/argument/standing';
import type { PrismaClient } from '#lib/db/generated/client';
import { type BriefRun, listBriefRuns } from '#lib/db/list-runs';
import { sortKinds } from '#lib/db/played-by';
import type { Flip, PolicyChange, PolicyRow } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';

/** What changes when `after` takes the place of `before`, in every scenario that both were run in. */
export async function comparePolicies(prisma: PrismaClient, before: PolicyRow, after: string): Promise<PolicyChange> {
  const [runs, known] = await Promise.all([
    listBriefRuns(prisma, { policy: { policy: { in: [before.id, after] } } }),
    prisma.scenario.findMany({
      select: { recordId: true, simulator: true, record: { select: { slug: true } } },
      orderBy: { record: { slug: 'asc' } },
    }),
  ]);
  const flips: Flip[] = [];
  let compared = 0;
  for (const { recordId, simulator, record } of known) {
    const ofScenario = runs.filter(({ scenarioId }) => scenarioId === recordId);
    const kinds = sortKinds(simulator, new Set(ofScenario.map(({ kind }) => kind)));
    for (const [index, kind] of kinds.entries()) {
      const find = (policy: string) => ofScenario.find((run) => run.kind === kind && run.policy.policy === policy);
      const [left, right] = [find(before.id), find(after)];
      if (left === undefined || right === undefined) continue;
      compared += 1;
      const flip = compareRuns(left, right);
      if (flip !== null) flips.push({ scenario: record.slug, kind: index === 0 ? null : kind, ...flip });
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
function compareRuns(left: BriefRun, right: BriefRun): Pick<Flip, 'properties' | 'copies'> | null {
  const words = (run: BriefRun) =>
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

function compareCopies(left: BriefRun, right: BriefRun): Flip['copies'] {
  if (left.leastCopies === null || left.mostCopies === null) return null;
  if (right.leastCopies === null || right.mostCopies === null) return null;
  if (left.leastCopies === right.leastCopies && left.mostCopies === right.mostCopies) return null;
  return {
    before: { least: left.leastCopies, most: left.mostCopies },
    after: { least: right.leastCopies, most: right.mostCopies },
  };
}
