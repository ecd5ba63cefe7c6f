import { getDebate } from '#lib/db/debate-records';
import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { findToday } from '#lib/db/today';
import type { VerdictWord } from '#lib/scenario/run';

/** A property of a scenario that a remark may rest on. */
export interface TestChoice {
  /** Slug of the scenario. */
  readonly scenario: string;
  readonly title: string;
  readonly property: string;
  /** Kinds of page that it was judged on, the first being the one that is meant where nobody says. */
  readonly kinds: readonly string[];
  /** What the recorded run says on the first kind under today's kernel; null where it is not judged, or stale. */
  readonly word: VerdictWord | null;
  /** The policy whose run says so; null where none does. */
  readonly policy: string | null;
}

const cache = new StampedCache<readonly TestChoice[]>();

/** Every property of every judged scenario, by slug of the scenario. */
export async function listTestChoices(): Promise<readonly TestChoice[]> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => {
    const [{ verdicts }, scenarios] = await Promise.all([
      getDebate(),
      prisma.record.findMany({
        where: { kind: 'scenario' },
        select: { slug: true, title: true },
        orderBy: { slug: 'asc' },
      }),
    ]);
    const known = new Map<string, { kinds: Set<string>; properties: Set<string> }>();
    for (const { scenario, kind, isFirst, words } of verdicts.runs) {
      const own = known.get(scenario) ?? { kinds: new Set(), properties: new Set() };
      own.kinds = isFirst ? new Set([kind, ...own.kinds]) : own.kinds.add(kind);
      for (const name of words.keys()) own.properties.add(name);
      known.set(scenario, own);
    }
    const { policies } = findToday();
    return scenarios.flatMap(({ slug, title }) => {
      const { kinds, properties } = known.get(slug) ?? { kinds: new Set<string>(), properties: new Set<string>() };
      return [...properties].map((property): TestChoice => {
        const said = policies
          .map((policy) => ({ policy, word: verdicts.findWord({ scenario: slug, property }, policy) ?? null }))
          .find(({ word }) => word !== null && word !== 'not applicable');
        const { word = null, policy = null } = said ?? {};
        return { scenario: slug, title, property, kinds: [...kinds], word, policy };
      });
    });
  });
}
