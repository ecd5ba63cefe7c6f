import { listAnnotationsOfScenario } from '#lib/db/annotation';
import { getClaimRows } from '#lib/db/claim-row';
import { counterexampleSelect, viewCounterexample } from '#lib/db/counterexample-row';
import { findHeld, idsOfSources, viewSource } from '#lib/db/held';
import { findScenarioObservations } from '#lib/db/observation-matrix';
import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { ScenarioPage, ScenarioRow } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { scenarioSelect, scenarioTextSelect, viewScenarioRow, viewScenarioText } from '#lib/db/scenario-row';
import { findRecorded } from '#lib/db/verdict';
import { readFront } from '#lib/markdown/record-file';
import { cutScenarioBlock } from '#lib/markdown/scenario-body';

/** Every scenario, by title. */
export async function listScenarios(): Promise<readonly ScenarioRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.scenario.findMany({
    select: scenarioSelect,
    orderBy: [{ record: { title: 'asc' } }, { recordId: 'asc' }],
  });
  return rows.map(viewScenarioRow);
}

/** A scenario with its text, the claims it tests, and the runs recorded for it. */
export async function findScenario(slug: string): Promise<ScenarioPage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'scenario', slug } },
    include: {
      scenario: {
        select: {
          ...scenarioTextSelect,
          claims: {
            select: { property: true, kind: true, claimId: true },
            orderBy: [{ claim: { position: 'asc' } }, { claimId: 'asc' }, { position: 'asc' }],
          },
          counterexamples: { select: counterexampleSelect, orderBy: { recordId: 'asc' } },
        },
      },
      revisions: revisionOrder,
    },
  });
  if (row === null || row.scenario === null) return undefined;
  const front = readFront('scenario', row.front);
  const [held, recorded, rows, observed, annotations] = await Promise.all([
    findHeld(prisma, idsOfSources(front.sources)),
    findRecorded(slug),
    getClaimRows(prisma),
    findScenarioObservations({ id: row.id, slug }, front.observed),
    listAnnotationsOfScenario(prisma, row.id),
  ]);
  return {
    ...viewScenarioText(row.scenario),
    bodyMarkdown: cutScenarioBlock(row.body),
    tableRow: front.tableRow ?? null,
    sources: front.sources.map((source) => viewSource(source, held)),
    claims: row.scenario.claims.flatMap(({ claimId, property, kind }) => {
      const claim = rows.get(claimId);
      return claim === undefined ? [] : [{ claim, property, kind: kind === '' ? null : kind }];
    }),
    counterexamples: row.scenario.counterexamples.map(viewCounterexample),
    recorded,
    annotations,
    observed,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}
