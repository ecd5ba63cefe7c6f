import { z } from 'zod';
import { worstFirst } from '#lib/argument/standing';
import { judge } from '#lib/scenario/judge';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { defaultBounds, runPolicy } from '#lib/simulators';

const verdict = z.enum(worstFirst);
const range = z.strictObject({ least: z.number(), most: z.number() });

/** What a check has to know of one run. */
const playedRunForm = z.strictObject({
  policy: z.string(),
  kind: z.string(),
  verdict,
  isStuck: z.boolean(),
  /** Which bound was reached; null where the search was complete. */
  bound: z.string().nullable(),
  /** Over all outcomes that were found; null where there is none. */
  copies: range.nullable(),
  properties: z.array(z.strictObject({ name: z.string(), verdict })),
});

export const playedForm = z.strictObject({
  runs: z.array(playedRunForm),
  /** Where a run is not as the text expects: line of the text (1-based) and a sentence. */
  differences: z.array(z.strictObject({ line: z.number(), message: z.string() })),
});

export type PlayedRun = z.infer<typeof playedRunForm>;

/** A scenario explored under every policy that it asks and on every kind of page, as far as a check has to know. */
export type Played = z.infer<typeof playedForm>;

/** Explores a scenario. `onRun` is told before each run. */
export async function playScenario(
  simulator: Simulator,
  scenario: Scenario,
  slug: string,
  onRun: (label: string) => void,
): Promise<Played> {
  const runs: PolicyRun[] = [];
  for (const id of simulator.policiesFor(scenario))
    for (const kind of simulator.kindsFor(scenario)) {
      onRun(`${slug} under ${id} on ${kind}`);
      runs.push(runPolicy(simulator, scenario, id, defaultBounds, kind));
    }
  // A search does not yield; a signal gets its turn here.
  await new Promise((resolve) => setImmediate(resolve));
  const judgements = judge(scenario, { scenario: slug, engine: simulator.engine, runs }, simulator);
  return {
    runs: runs.map(shorten),
    differences: judgements.flatMap(({ expected, differences }) =>
      differences.map((message) => ({ line: expected?.line ?? 1, message })),
    ),
  };
}

function shorten({ policy, kind, verdict, stuck, bound, outcomes, properties }: PolicyRun): PlayedRun {
  const copies = outcomes.map((outcome) => outcome.copies);
  return {
    policy,
    kind,
    verdict,
    isStuck: stuck !== null,
    bound,
    copies: copies.length > 0 ? { least: Math.min(...copies), most: Math.max(...copies) } : null,
    properties: properties.map(({ name, verdict }) => ({ name, verdict })),
  };
}
