import type { ScenarioPage } from '#lib/db/record-types';
import { withAskedRun } from '../../scenarios/asked-run';
import { runnerDataOf } from './runner-data';
import { RunnerLive } from './runner-live';
import type { AskedView } from './view';

/** A scenario that the page is about: alive as soon as scripts run, and readable before that. */
export function ScenarioRunner({ scenario, asked, base }: { scenario: ScenarioPage; asked: AskedView; base: string }) {
  return (
    <RunnerLive
      data={withAskedRun(runnerDataOf(scenario), asked)}
      asked={asked}
      base={base}
      level={2}
      isOwner
      isCompact={false}
      start={null}
    />
  );
}
