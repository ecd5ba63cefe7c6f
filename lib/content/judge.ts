import { hashText } from '#lib/db/hash-text';
import type { Moot } from '#lib/db/open';
import { recordRun } from '#lib/db/verdict';
import type { Issue } from '#lib/scenario/scenario';
import { defaultBounds, findSimulator, runPolicy } from '#lib/simulators';

/** How far judging got. */
export interface JudgeProgress {
  /** Runs done and runs to do: one is a scenario under one policy on one kind of page. */
  readonly done: number;
  readonly total: number;
  /** Slug of the scenario that is explored. */
  readonly scenario: string;
  readonly policy: string;
}

/** What judging did. */
export interface JudgeResult {
  /** Slugs of the scenarios that were explored; the others were recorded by this engine for their text. */
  readonly judged: readonly string[];
  readonly fresh: number;
  /** Scenarios that could not be judged, and why. */
  readonly problems: readonly {
    readonly scenario: string;
    readonly message: string;
    readonly issues: readonly Issue[];
  }[];
}

/**
 * Explores every scenario whose recorded runs are missing, or were recorded by another engine, for another text or for
 * other policies and kinds of page, under all policies that it asks and on every kind of page, and records the runs. A
 * scenario's runs are stored together: one that is interrupted is judged again.
 */
export async function judgeContent(
  { prisma }: Moot,
  { onProgress }: { readonly onProgress?: (progress: JudgeProgress) => void } = {},
): Promise<JudgeResult> {
  const known = new Set((await prisma.policy.findMany({ select: { policy: true } })).map(({ policy }) => policy));
  const scenarios = await prisma.scenario.findMany({
    select: {
      simulator: true,
      text: true,
      textHash: true,
      record: { select: { slug: true } },
      runs: { select: { engine: true, textHash: true, kind: true, policy: { select: { policy: true } } } },
    },
    orderBy: { record: { slug: 'asc' } },
  });
  const problems: Problem[] = [];
  const due = scenarios.flatMap(({ record: { slug }, simulator, text, textHash, runs }) => {
    const plan = planRuns(simulator, text, known);
    if ('message' in plan) {
      problems.push({ scenario: slug, ...plan });
      return [];
    }
    const { engine } = plan.simulator;
    const fresh = new Set(
      runs
        .filter((run) => run.engine === engine && run.textHash === textHash)
        .map((run) => `${run.policy.policy} ${run.kind}`),
    );
    const isFresh = fresh.size === plan.wanted.length && runs.length === fresh.size;
    return isFresh && plan.wanted.every(({ policy, kind }) => fresh.has(`${policy} ${kind}`))
      ? []
      : [{ slug, text, ...plan }];
  });
  const total = due.reduce((sum, { wanted }) => sum + wanted.length, 0);
  const judged: string[] = [];
  let done = 0;
  for (const { slug, text, simulator, scenario, wanted } of due) {
    const runs = [];
    for (const { policy, kind } of wanted) {
      onProgress?.({ done, total, scenario: slug, policy });
      runs.push(runPolicy(simulator, scenario, policy, defaultBounds, kind));
      done += 1;
      // A search does not yield; between two of them a progress bar, or a signal, gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await recordRun(prisma, { scenario: slug, engine: simulator.engine, runs }, hashText(text));
    judged.push(slug);
  }
  return { judged, fresh: scenarios.length - due.length - problems.length, problems };
}

type Problem = JudgeResult['problems'][number];

/** Which runs a scenario needs: of the policies that it asks those that have a record, on each of its kinds of page. */
function planRuns(id: string, text: string, known: ReadonlySet<string>) {
  const refuse = (message: string, issues: readonly Issue[] = []): Omit<Problem, 'scenario'> => ({ message, issues });
  const simulator = findSimulator(id);
  if (simulator === undefined) return refuse(`there is no simulator ${id}`);
  const { scenario, issues } = simulator.parse(text);
  if (scenario === undefined) return refuse('its text does not parse', issues);
  const policies = simulator.policiesFor(scenario).filter((policy) => known.has(policy));
  if (policies.length === 0) return refuse(`no policy of simulator ${id} that it asks has a record`);
  const kinds = simulator.kindsFor(scenario);
  const wanted = policies.flatMap((policy) => kinds.map((kind) => ({ policy, kind })));
  return { simulator, scenario, wanted };
}
