import { getMoot } from '#lib/db/open';

/** A scenario as far as it takes to play it. */
export interface ScenarioText {
  readonly slug: string;
  readonly title: string;
  /** Id of the simulator. */
  readonly simulator: string;
  readonly text: string;
}

/** The text of every scenario, by slug. */
export async function listScenarioTexts(): Promise<readonly ScenarioText[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.scenario.findMany({
    select: { simulator: true, text: true, record: { select: { slug: true, title: true } } },
    orderBy: { record: { slug: 'asc' } },
  });
  return rows.map(({ simulator, text, record: { slug, title } }) => ({ slug, title, simulator, text }));
}
