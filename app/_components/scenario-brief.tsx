import type { PolicyRow } from '#lib/db/record-types';
import { MiniTrace } from './mini-trace';
import { type RunnerSource, runnerDataOf } from './runner/runner-data';
import { RunnerGate } from './runner/runner-gate';

/**
 * A further scenario of a page in short: the end of its shortest recorded schedule, runnable in place. The whole recorded
 * run stands on the scenario's own page: four of them in one page would take most of the time that the page has.
 */
export function ScenarioBrief({ scenario, policies }: { scenario: RunnerSource; policies: readonly PolicyRow[] }) {
  const data = runnerDataOf(scenario);
  const shown = scenario.kind ?? data.runs[0]?.kind;
  const runs = data.runs.filter(({ kind }) => kind === shown);
  const run = runs.find(({ verdict }) => verdict === 'violated') ?? runs[0];
  const base = `/scenarios/${scenario.slug}`;
  return (
    <article className="runner-embed brief" id={`scenario-${scenario.slug}`}>
      <RunnerGate
        live={{ data, asked: { kind: scenario.kind ?? undefined }, base, level: 4, isOwner: false, isCompact: true }}
        before={<p className="note question">{scenario.question}</p>}
      >
        {run === undefined ? (
          <p className="note">It has not been judged yet.</p>
        ) : (
          <MiniTrace run={run} scenario={scenario.slug} policy={policies.find(({ id }) => id === run.policy)} />
        )}
      </RunnerGate>
    </article>
  );
}
