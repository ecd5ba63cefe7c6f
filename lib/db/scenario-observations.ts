import type { PrismaClient } from '#lib/db/generated/client';
import { inTransaction } from '#lib/db/transaction';
import { type Comparison, type Facts, printFacts, readFacts } from '#lib/observation/facts';

/** What a kernel did when a scenario was played on it as it stands. */
export interface ScenarioObservation extends Comparison {
  /** Slug of the scenario. */
  readonly scenario: string;
  /** The schedule that was forced; null where the text says the order. */
  readonly schedule: string | null;
  /** The scenario's text with its lines in the order that was played. */
  readonly order: string;
  readonly kind: string;
  /** Release by which the kernel is named: `6.18.44`. */
  readonly release: string;
  /** `uname -r` and `uname -v`. */
  readonly uname: string;
  readonly how: string;
  /** ISO 8601 without time. */
  readonly date: string;
  /** What each register read. */
  readonly observed: Facts;
  /** Every end that the model has. */
  readonly ends: readonly Facts[];
  /** Version of the model that was asked. */
  readonly engine: string;
  /** SHA-256 of the C program's text. */
  readonly programHash: string;
  /** What matters of the machine it ran on, as JSON. */
  readonly machine: string;
}

/**
 * Saves observations, all or none; the newest of a kernel, a scenario, a kind of page and an order takes the place of the
 * one before. Returns how many were saved: a scenario that the database does not have is left out.
 */
export async function saveScenarioObservations(
  prisma: PrismaClient,
  observations: readonly ScenarioObservation[],
): Promise<number> {
  return inTransaction(prisma, async (tx) => {
    const slugs = [...new Set(observations.map(({ scenario }) => scenario))];
    const records = await tx.record.findMany({
      where: { kind: 'scenario', slug: { in: slugs } },
      select: { id: true, slug: true },
    });
    const ids = new Map(records.map(({ id, slug }) => [slug, id]));
    let saved = 0;
    for (const one of observations) {
      const scenarioId = ids.get(one.scenario);
      if (scenarioId === undefined) continue;
      const { release, uname, how, kind, order: text } = one;
      const { id: kernelId } = await tx.observedKernel.upsert({
        where: { release_uname: { release, uname } },
        create: { release, uname, how },
        update: {},
        select: { id: true },
      });
      const facts = printFacts(one.observed);
      await tx.observation.deleteMany({ where: { kernelId, form: 'scenario', kind, scenarioId, text } });
      await tx.observation.create({
        data: {
          kernelId,
          scenarioId,
          source: 'import',
          form: 'scenario',
          kind,
          pin: '',
          steps: one.schedule ?? '',
          outcome: facts,
          facts,
          date: one.date,
          agreement: one.agreement,
          reason: one.reason,
          ends: JSON.stringify(one.ends.map(printFacts)),
          text,
          engine: one.engine,
          programHash: one.programHash,
          machine: one.machine,
        },
      });
      saved++;
    }
    return saved;
  });
}

/** What was recorded of a scenario, as far as the model is asked about it again. */
export interface RecordedOrder {
  /** The scenario's text with its lines in the order that was played. */
  readonly order: string;
  readonly kind: string;
  readonly release: string;
  readonly observed: Facts;
}

/** The model's answer: how it compares, and every end that it has. */
export interface OrderAnswer extends Comparison {
  readonly ends: readonly Facts[];
}

/** Asks the model again about every scenario that another version of it answered. Returns how many there were. */
export async function askScenariosAgain(
  prisma: PrismaClient,
  engine: string,
  ask: (recorded: RecordedOrder) => OrderAnswer,
): Promise<number> {
  const stale = await prisma.observation.findMany({
    where: { form: 'scenario', engine: { not: engine }, text: { not: null } },
    select: { id: true, text: true, kind: true, facts: true, observed: { select: { release: true } } },
    orderBy: { id: 'asc' },
  });
  const answers = stale.map(({ id, text, kind, facts, observed: { release } }) => {
    const answer = ask({ order: text ?? '', kind, release, observed: readFacts(facts) ?? {} });
    const { agreement, reason, ends } = answer;
    return { id, data: { agreement, reason, ends: JSON.stringify(ends.map(printFacts)), engine } };
  });
  if (answers.length === 0) return 0;
  await inTransaction(prisma, async (tx) => {
    for (const { id, data } of answers) await tx.observation.updateMany({ where: { id }, data });
  });
  return answers.length;
}
