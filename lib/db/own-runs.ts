import { z } from 'zod';
import { stuckProperty } from '#lib/argument/flip';
import { worstFirst } from '#lib/argument/standing';
import type { JudgedRun } from '#lib/argument/verdict-matrix';
import type { PrismaClient } from '#lib/db/generated/client';
import { findAnswers, keepAnswer, type Question } from '#lib/db/kept-answer';
import { pageBounds, searchInSlices } from '#lib/db/search-slices';
import { StampedCache } from '#lib/db/stamped-cache';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** What is kept of a run: all that comparisons and links need. */
const briefForm = z.object({
  kind: z.string(),
  isApplicable: z.boolean(),
  isStuck: z.boolean(),
  bound: z.string().nullable(),
  copies: z.object({ least: z.number(), most: z.number() }).nullable(),
  properties: z.array(z.object({ name: z.string(), word: z.enum(worstFirst), schedule: z.string().nullable() })),
});

type Brief = z.infer<typeof briefForm>;

const briefsForm = z.array(briefForm);

/** The text of policies of one's own, read. The last one is what the text makes; it may be like one above it. */
export interface OwnText {
  readonly simulator: Simulator;
  readonly text: string;
  readonly policies: readonly OwnPolicy[];
  /** Id of the last one. */
  readonly id: string;
}

/** Every scenario under a policy of one's own, as far as it was judged. */
export interface OwnRuns {
  readonly own: OwnText;
  readonly runs: readonly JudgedRun[];
  /** Shortest schedules by scenario, policy, kind of page and property. */
  readonly schedules: ReadonlyMap<string, string>;
  /** Scenarios that were judged, and all that there are. */
  readonly judged: number;
  readonly total: number;
}

/** Reads a text of policies of one's own with the first simulator that understands it; undefined where none does. */
export function readOwnText(text: string): OwnText | undefined {
  for (const simulator of simulators) {
    const { policies } = simulator.parseOwn(text);
    const last = policies?.at(-1);
    if (policies !== undefined && last !== undefined) return { simulator, text, policies, id: last.id };
  }
  return undefined;
}

/** A scenario that can be played under the policies of a text beside the known ones. */
export function withOwnPolicies(scenario: Scenario, { policies }: Pick<OwnText, 'policies'>): Scenario {
  const ids = new Set(policies.map(({ id }) => id));
  return { ...scenario, ownPolicies: [...scenario.ownPolicies.filter(({ id }) => !ids.has(id)), ...policies] };
}

/** What is kept of the runs under a text's last policy. Searches nothing. */
export async function findOwnRuns(prisma: PrismaClient, own: OwnText): Promise<OwnRuns> {
  const scenarios = await listPlayed(prisma, own.simulator);
  const answers = await findAnswers(
    prisma,
    own.simulator.engine,
    scenarios.map(({ text }) => questionOf(own, text)),
    briefsForm,
  );
  const runs: JudgedRun[] = [];
  const schedules = new Map<string, string>();
  for (const [index, { slug, firstKind }] of scenarios.entries())
    for (const brief of answers[index] ?? []) {
      runs.push(viewBrief(brief, slug, own.id, firstKind));
      for (const { name, schedule } of brief.properties)
        if (schedule !== null) schedules.set(`${slug} ${own.id} ${brief.kind} ${name}`, schedule);
    }
  const judged = answers.filter((answer) => answer !== undefined).length;
  return { own, runs, schedules, judged, total: scenarios.length };
}

/**
 * Searches every scenario that was not yet judged under a text's last policy, within bounds, and keeps what was found; one
 * that is interrupted goes on where it was.
 */
export async function judgeOwnRuns(
  prisma: PrismaClient,
  own: OwnText,
  onProgress: (done: number, total: number, scenario: string) => void = () => {},
): Promise<void> {
  const scenarios = await listPlayed(prisma, own.simulator);
  const answers = await findAnswers(
    prisma,
    own.simulator.engine,
    scenarios.map(({ text }) => questionOf(own, text)),
    briefsForm,
  );
  for (const [index, { slug, text, scenario }] of scenarios.entries()) {
    if (answers[index] !== undefined) continue;
    onProgress(index, scenarios.length, slug);
    const played = withOwnPolicies(scenario, own);
    const found: Brief[] = [];
    for (const kind of own.simulator.kindsFor(scenario))
      found.push(makeBrief(await searchInSlices(own.simulator.explore(played, own.id, pageBounds, kind))));
    await keepAnswer(prisma, own.simulator.engine, questionOf(own, text), found);
  }
}

function questionOf(own: OwnText, scenarioText: string): Question {
  return ['own policy', own.text, scenarioText, JSON.stringify(pageBounds)];
}

interface Played {
  readonly slug: string;
  readonly text: string;
  readonly scenario: Scenario;
  readonly firstKind: string | undefined;
}

const texts = new StampedCache<readonly Played[]>();

/** Every scenario of a simulator whose text can be read, by name; read anew only when a record changed. */
export function listPlayed(prisma: PrismaClient, simulator: Simulator): Promise<readonly Played[]> {
  return texts.get(prisma, simulator.id, async () => {
    const rows = await prisma.scenario.findMany({
      where: { simulator: simulator.id },
      select: { text: true, record: { select: { slug: true } } },
      orderBy: { record: { slug: 'asc' } },
    });
    return rows.flatMap(({ text, record: { slug } }) => {
      const { scenario } = simulator.parse(text);
      return scenario === undefined ? [] : [{ slug, text, scenario, firstKind: simulator.kindsFor(scenario)[0] }];
    });
  });
}

function makeBrief({ kind, verdict, stuck, bound, outcomes, properties }: PolicyRun): Brief {
  const copies = outcomes.map((outcome) => outcome.copies);
  const found = properties.map(({ name, verdict: word, schedule }) => ({ name, word, schedule }));
  return {
    kind,
    isApplicable: verdict !== 'not applicable',
    isStuck: stuck !== null,
    bound,
    copies: copies.length === 0 ? null : { least: Math.min(...copies), most: Math.max(...copies) },
    properties: stuck === null ? found : [...found, { name: stuckProperty, word: 'stuck', schedule: stuck.schedule }],
  };
}

function viewBrief(brief: Brief, scenario: string, policy: string, firstKind: string | undefined): JudgedRun {
  const { kind, isApplicable, isStuck, bound, copies, properties } = brief;
  const words = new Map(
    properties.flatMap(({ name, word }) => (name === stuckProperty ? [] : [[name, word] as const])),
  );
  const isFirst = kind === firstKind;
  return { scenario, kind, isFirst, policy, isApplicable, isStuck, words, copies, bound, stale: false };
}
