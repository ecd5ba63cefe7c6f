import type { Prisma } from '#lib/db/generated/client';
import { textOfRow } from '#lib/db/record-text';
import type { ScenarioRow, ScenarioText } from '#lib/db/record-types';
import { splitFrontMatter } from '#lib/markdown/front-matter';
import { findScenarioBlock } from '#lib/scenario/block';

/** What a scenario in a list needs. */
export const scenarioSelect = {
  question: true,
  simulator: true,
  record: { select: { slug: true, title: true } },
} as const satisfies Prisma.ScenarioSelect;

/** What a scenario in a runner needs. */
export const scenarioTextSelect = {
  ...scenarioSelect,
  text: true,
  record: { select: { kind: true, slug: true, title: true, front: true, body: true } },
} as const satisfies Prisma.ScenarioSelect;

/** A scenario's row as lists show it. */
export function viewScenarioRow(row: Prisma.ScenarioGetPayload<{ select: typeof scenarioSelect }>): ScenarioRow {
  return { slug: row.record.slug, title: row.record.title, question: row.question, simulator: row.simulator };
}

/** A scenario's row as a runner needs it. */
export function viewScenarioText(row: Prisma.ScenarioGetPayload<{ select: typeof scenarioTextSelect }>): ScenarioText {
  const bodyLine = splitFrontMatter(textOfRow(row.record))?.bodyLine ?? 1;
  const lineOffset = findScenarioBlock(row.record.body)?.lineOffset ?? 0;
  return { ...viewScenarioRow(row), text: row.text, textLine: bodyLine + lineOffset };
}
