import { attitudes } from '#lib/argument/stance';
import type { PrismaClient } from '#lib/db/generated/client';
import { listBriefRuns } from '#lib/db/list-runs';
import { listJudged, listTests, makeCell, testSelect } from '#lib/db/matrix-cell';
import { listObjections } from '#lib/db/objections';
import { StampedCache } from '#lib/db/stamped-cache';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';

/** The verdict under one policy: of a claim as in the matrix, of a scenario that of its run. */
export interface Run {
  readonly policy: string;
  readonly verdict: string;
}

/** Who said something of a record; of an objection and a change who made it, without an attitude. */
export interface Said {
  /** Slug. */
  readonly person: string;
  readonly attitude: string | undefined;
}

/** Kinds of record that fields speak of. */
export type FactKind = 'claim' | 'scenario' | 'objection' | 'policy' | 'change' | 'person';

/** What the fields of a search can ask of a record. */
export interface RecordFacts {
  readonly kind: FactKind;
  readonly slug: string;
  readonly title: string;
  /** Slugs of the claims and scenarios that it is, tests, or is tested by. */
  readonly claims: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  /** Ids of the policies that it is or makes. */
  readonly policies: ReadonlySet<string>;
  readonly runs: readonly Run[];
  readonly said: readonly Said[];
  /** What became of it, of an objection. */
  readonly state: string | undefined;
  readonly has: ReadonlySet<string>;
}

const cache = new StampedCache<readonly RecordFacts[]>();

/** The facts of all claims, scenarios, objections, policies, changes and people, in this order. */
export function listRecordFacts(prisma: PrismaClient): Promise<readonly RecordFacts[]> {
  return cache.get(prisma, 'all', () => readFacts(prisma));
}

const none: ReadonlySet<string> = new Set();
const nothing = {
  claims: none,
  scenarios: none,
  policies: none,
  runs: [],
  said: [],
  state: undefined,
  has: none,
} as const;

async function readFacts(prisma: PrismaClient): Promise<readonly RecordFacts[]> {
  const record = { select: { slug: true, title: true } } as const;
  const saidSelect = { attitude: true, person: { select: { record: { select: { slug: true } } } } } as const;
  const [claims, scenarios, runs, judged, objections, policies, changes, people] = await Promise.all([
    prisma.claim.findMany({
      select: {
        record,
        scenarios: { select: { ...testSelect, scenario: { select: { record } } }, orderBy: { position: 'asc' } },
        stances: { select: saidSelect },
        counterexamples: { select: { recordId: true }, take: 1 },
      },
      orderBy: [{ topic: 'asc' }, { position: 'asc' }],
    }),
    prisma.scenario.findMany({
      select: { recordId: true, record, claims: { select: { claim: { select: { record } } } } },
    }),
    listBriefRuns(prisma, {}),
    listJudged(prisma),
    listObjections(),
    prisma.policy.findMany({ select: { recordId: true, policy: true, family: true, record } }),
    prisma.change.findMany({
      select: {
        record: { select: { slug: true, title: true, front: true } },
        author: { select: { record: { select: { slug: true } } } },
        stances: { select: saidSelect },
        claims: { select: { claim: { select: { record } } } },
      },
    }),
    prisma.person.findMany({ select: { record } }),
  ]);
  const sayWho = (stance: (typeof claims)[number]['stances'][number]): Said => ({
    person: stance.person.record.slug,
    attitude: readWord(attitudes, stance.attitude),
  });
  const bySlug = new Map<number, Run[]>();
  for (const { scenarioId, policy, verdict } of runs) {
    const known = bySlug.get(scenarioId) ?? [];
    known.push({ policy: policy.policy, verdict });
    bySlug.set(scenarioId, known);
  }
  return [
    ...claims.map((claim): RecordFacts => {
      const tests = listTests(claim.scenarios, judged);
      const cells = policies.map((key) => makeCell(key, tests));
      return {
        ...nothing,
        kind: 'claim',
        ...claim.record,
        claims: new Set([claim.record.slug]),
        scenarios: new Set(claim.scenarios.map(({ scenario }) => scenario.record.slug)),
        runs: cells.flatMap(({ policy, verdict, scenario }) => (scenario === null ? [] : [{ policy, verdict }])),
        said: claim.stances.map(sayWho),
        has: new Set([
          ...(claim.counterexamples.length > 0 ? ['counterexample'] : []),
          ...(claim.scenarios.length > 0 ? ['scenario'] : []),
        ]),
      };
    }),
    ...scenarios.map(
      (scenario): RecordFacts => ({
        ...nothing,
        kind: 'scenario',
        ...scenario.record,
        claims: new Set(scenario.claims.map(({ claim }) => claim.record.slug)),
        scenarios: new Set([scenario.record.slug]),
        runs: bySlug.get(scenario.recordId) ?? [],
      }),
    ),
    ...objections.rows.map(
      ({ slug, title, person, claim, front, state }): RecordFacts => ({
        ...nothing,
        kind: 'objection',
        slug,
        title,
        claims: new Set(claim === null ? [] : [claim.slug]),
        scenarios: new Set(front.scenario === undefined ? [] : [front.scenario.scenario]),
        said: [{ person: person.slug, attitude: undefined }],
        state,
      }),
    ),
    ...policies.map(
      ({ policy, record: own }): RecordFacts => ({ ...nothing, kind: 'policy', ...own, policies: new Set([policy]) }),
    ),
    ...changes.map(({ record: { front, ...own }, author, stances, claims: about }): RecordFacts => {
      const made = author === null ? [] : [{ person: author.record.slug, attitude: undefined }];
      return {
        ...nothing,
        kind: 'change',
        ...own,
        claims: new Set(about.map(({ claim }) => claim.record.slug)),
        policies: new Set(readFront('change', front).policies),
        said: [...made, ...stances.map(sayWho)],
      };
    }),
    ...people.map(({ record: own }): RecordFacts => ({ ...nothing, kind: 'person', ...own })),
  ];
}
