import type { Prisma } from '#lib/db/generated/client';
import type { CounterexampleView } from '#lib/db/record-types';

/** What a counterexample needs to be shown. */
export const counterexampleSelect = {
  property: true,
  schedule: true,
  kind: true,
  record: { select: { slug: true, title: true, body: true } },
  claim: { select: { record: { select: { slug: true } } } },
  scenario: { select: { record: { select: { slug: true } } } },
  policy: { select: { policy: true } },
} as const satisfies Prisma.CounterexampleSelect;

type Row = Prisma.CounterexampleGetPayload<{ select: typeof counterexampleSelect }>;

/** A counterexample's row as pages show it. */
export function viewCounterexample(row: Row): CounterexampleView {
  return {
    slug: row.record.slug,
    title: row.record.title,
    claim: row.claim.record.slug,
    scenario: row.scenario.record.slug,
    policy: row.policy.policy,
    property: row.property,
    schedule: row.schedule,
    kind: row.kind === '' ? null : row.kind,
    why: row.record.body,
  };
}
