import type { BoundLine } from '#lib/db/bound-lines';
import type { ScenarioPage } from '#lib/db/record-types';
import type { PolicyRun } from '#lib/scenario/run';

/** A scenario and what is recorded of it: what the server hands to the page. */
export interface RunnerData {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  /** Id of the simulator. */
  readonly simulator: string;
  readonly text: string;
  /** Recorded runs, one a policy; empty where the scenario was never judged. */
  readonly runs: readonly PolicyRun[];
  /** Engine that recorded them; null where nothing is recorded. */
  readonly engine: string | null;
  /** True when the runs were recorded by another engine or for another text. */
  readonly isStale: boolean;
  /** Lines of patches that write down what policies decide. */
  readonly bound: readonly BoundLine[];
}

/** The part of a scenario's record that a runner needs; a claim's page has it at hand. */
export interface RunnerSource
  extends Pick<ScenarioPage, 'slug' | 'title' | 'question' | 'simulator' | 'text' | 'recorded'> {
  /** Kind of page to show; null for the scenario's first. */
  readonly kind?: string | null;
  readonly bound?: readonly BoundLine[];
}

/** What the page needs of a scenario's record. */
export function runnerDataOf(scenario: RunnerSource): RunnerData {
  const { slug, title, question, simulator, text, recorded, bound = [] } = scenario;
  const isStale = recorded?.stale ?? false;
  return {
    slug,
    title,
    question,
    simulator,
    text,
    runs: recorded?.runs ?? [],
    engine: recorded?.engine ?? null,
    isStale,
    bound,
  };
}
