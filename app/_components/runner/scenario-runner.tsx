import { listBoundLines } from '#lib/db/bound-lines';
import type { ScenarioPage } from '#lib/db/record-types';
import { withAskedRun } from '../../scenarios/asked-run';
import { runnerDataOf } from './runner-data';
import { RunnerLive } from './runner-live';
import type { AskedView } from './view';

/** A scenario that the page is about: alive as soon as scripts run, and readable before that. */
export async function ScenarioRunner({
  scenario,
  asked,
  base,
}: {
  scenario: ScenarioPage;
  asked: AskedView;
  base: string;
}) {
  const bound = await listBoundLines();
  return (
    <RunnerLive
      data={withAskedRun(runnerDataOf({ ...scenario, bound }), asked)}
      asked={asked}
      base={base}
      level={2}
      isOwner
      isCompact={false}
      start={null}
    />
  );
}
