import { listWholeRuns } from '#lib/db/list-runs';
import { getMoot } from '#lib/db/open';
import { viewRun } from '#lib/db/run-row';
import { printCounterexample } from '#lib/scenario/counterexample-block';

/** A scenario that shows what an annotation says, as the annotation names it. */
export interface ShownScenario {
  readonly scenario: string;
  readonly property: string;
  readonly kind?: string | undefined;
}

/**
 * A recorded counterexample as the lines of a mail: the shortest schedule that breaks the property, under `policy` if it
 * does there, else under the first policy that it breaks under. undefined where it holds everywhere, or was never run.
 * `base` is the address of this Moot for others; '' where they cannot reach it, and no link is given.
 */
export async function findCounterexampleText(
  shown: ShownScenario,
  policy: string | undefined,
  base: string,
): Promise<readonly string[] | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.scenario.findFirst({
    where: { record: { kind: 'scenario', slug: shown.scenario } },
    select: { recordId: true, text: true, record: { select: { title: true } } },
  });
  if (row === null) return undefined;
  const runs = (await listWholeRuns(prisma, { scenarioId: row.recordId }))
    .filter(({ kind }) => shown.kind === undefined || kind === shown.kind)
    .sort((a, b) => a.policy.position - b.policy.position)
    .map(viewRun);
  const found = runs.flatMap((run) => {
    const property = run.properties.find(({ name }) => name === shown.property);
    return property === undefined ? [] : [{ run, property }];
  });
  const broken = found.filter(({ property }) => property.verdict === 'violated' && property.schedule !== null);
  const example = broken.find(({ run }) => run.policy === policy) ?? broken[0];
  if (example === undefined) return undefined;
  const { run, property } = example;
  const schedule = property.schedule ?? '';
  const query = new URLSearchParams({ policy: run.policy, kind: run.kind, schedule });
  return printCounterexample({
    scenario: shown.scenario,
    title: row.record.title,
    policy: run.policy,
    kind: run.kind,
    property: property.name,
    schedule,
    link: base === '' ? '' : `${base.replace(/\/$/, '')}/scenarios/${shown.scenario}?${query}`,
    steps: property.trace,
    verdicts: found
      .filter((one) => one.run.kind === run.kind)
      .map((one) => ({ policy: one.run.policy, verdict: one.property.verdict })),
    text: row.text,
  });
}
