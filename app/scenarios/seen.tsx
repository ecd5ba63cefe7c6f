import type { ScenarioPage } from '#lib/db/record-types';
import { TrialRuns, TrialTable } from '../observations/observation-table';

/** What real kernels did on a scenario, beside what the model says of it. */
export function Seen({ observed: { releases, groups } }: Pick<ScenarioPage, 'observed'>) {
  return (
    <section className="topic" id="seen">
      <div className="sh">
        <h2>What real kernels did</h2>
        {groups.length > 0 && (
          <p className="note">
            A tick says that the model agrees. <a href="/observations">Everything that was seen</a>
          </p>
        )}
      </div>
      {groups.length === 0 ? (
        <p className="note">
          No kernel was seen playing it. <code>npx moot observe</code> plays it on the kernel underneath;{' '}
          <a href="/observations">other orders were seen</a>.
        </p>
      ) : (
        <>
          <TrialTable groups={groups} releases={releases} first="Reference and kind of page" />
          <TrialRuns groups={groups} releases={releases} />
        </>
      )}
    </section>
  );
}
