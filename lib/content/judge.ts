import { hashText } from '#lib/db/hash-text';
import type { Moot } from '#lib/db/open';
import { engineOf, recordRun } from '#lib/db/verdict';
import type { Issue } from '#lib/scenario/scenario';
import { defaultBounds, findSimulator, runPolicy } from '#lib/simulators';

/** How far judging got. */
export interface JudgeProgress {
  /** Runs done and runs to do: one is a scenario under one policy. */
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
 * other policies, under all policies of its simulator, and records the runs. A scenario's runs are stored together: one
 * that is interrupted is judged again.
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
      runs: { select: { engine: true, textHash: true, policy: { select: { policy: true } } } },
    },
    orderBy: { record: { slug: 'asc' } },
  });
  const due = scenarios.flatMap(({ record: { slug }, simulator, text, textHash, runs }) => {
    const wanted = (findSimulator(simulator)?.policies ?? []).map(({ id }) => id).filter((id) => known.has(id));
    const engine = engineOf(simulator);
    const fresh = new Set(
      runs.filter((run) => run.engine === engine && run.textHash === textHash).map((run) => run.policy.policy),
    );
    return engine !== undefined && wanted.length > 0 && wanted.every((id) => fresh.has(id))
      ? []
      : [{ slug, simulator, text, policies: wanted }];
  });
  const total = due.reduce((sum, { policies }) => sum + policies.length, 0);
  const judged: string[] = [];
  const problems: { scenario: string; message: string; issues: readonly Issue[] }[] = [];
  let done = 0;
  for (const { slug, simulator: id, text, policies } of due) {
    const simulator = findSimulator(id);
    const refuse = (message: string, issues: readonly Issue[] = []) =>
      problems.push({ scenario: slug, message, issues });
    if (simulator === undefined) refuse(`there is no simulator ${id}`);
    else if (policies.length === 0) refuse(`no policy of simulator ${id} has a record`);
    else {
      const { scenario, issues } = simulator.parse(text);
      if (scenario === undefined) refuse('its text does not parse', issues);
      else {
        const runs = [];
        for (const policy of policies) {
          onProgress?.({ done, total, scenario: slug, policy });
          runs.push(runPolicy(simulator, scenario, policy, defaultBounds));
          done += 1;
          // A search does not yield; between two of them a progress bar, or a signal, gets its turn.
          await new Promise((resolve) => setImmediate(resolve));
        }
        await recordRun(prisma, { scenario: slug, engine: simulator.engine, runs }, hashText(text));
        judged.push(slug);
      }
    }
  }
  return { judged, fresh: scenarios.length - due.length, problems };
}
