import type { Moot } from '#lib/db/open';
import { findByNames, NoSuchName, type SearchField } from '#lib/db/search-field';

async function findScenario({ prisma }: Moot, value: string) {
  const scenario = await prisma.scenario.findFirst({
    where: { record: { slug: value.toLowerCase() } },
    select: {
      record: { select: { slug: true } },
      annotations: { select: { annotation: { select: { nameId: true } } } },
    },
  });
  if (scenario === null) {
    throw new NoSuchName(`No scenario is called "${value}": expected the name in the address of its page.`);
  }
  return scenario;
}

/** The claims that a scenario tests, the objections that it shows, and mail whose annotations name it. */
export const scenarioField: SearchField = {
  name: 'scenario',
  findMails: async (moot, value) => {
    const { annotations } = await findScenario(moot, value);
    return findByNames(
      moot,
      annotations.map(({ annotation }) => annotation.nameId),
    );
  },
  readValue: async (moot, value) => (await findScenario(moot, value)).record.slug,
  isRecord: (slug, { scenarios }) => scenarios.has(slug),
};
