import { findSimulator } from '#lib/simulators';
import { below, Heading, type Level } from './heading';
import { makePlay, settleSchedule } from './play';
import { playOnce } from './played-cache';
import { type RunnerData, type RunnerSource, runnerDataOf } from './runner-data';
import { RunnerGate } from './runner-gate';
import { RunnerView } from './runner-view';
import type { AskedView } from './view';

/**
 * A scenario as part of another page: the recorded run at once, the simulator when somebody wants it. Imports nothing
 * that plays in the page: what it needs for that is loaded by the gate.
 */
export function EmbeddedRunner({ scenario, level }: { scenario: RunnerSource; level: Level }) {
  const data = runnerDataOf(scenario);
  const base = `/scenarios/${scenario.slug}`;
  const asked: AskedView = { kind: scenario.kind ?? undefined };
  return (
    <article className="runner-embed" id={`scenario-${scenario.slug}`}>
      <RunnerGate
        live={{ data, asked, base, level: below(level), isOwner: false, isCompact: true }}
        before={
          <>
            <Heading level={level}>{scenario.title}</Heading>
            <p className="note question">{scenario.question}</p>
          </>
        }
      >
        <Recorded data={data} asked={asked} base={base} level={below(level)} />
      </RunnerGate>
    </article>
  );
}

/** The recorded run: everything that can be read without the simulator in the page. */
function Recorded({ data, asked, base, level }: { data: RunnerData; asked: AskedView; base: string; level: Level }) {
  const simulator = findSimulator(data.simulator);
  if (simulator === undefined) return <p className="box err">This program has no simulator “{data.simulator}”.</p>;
  const { scenario, issues } = simulator.parse(data.text);
  if (scenario === undefined) {
    const first = issues.find((issue) => issue.severity === 'error');
    return (
      <p className="box err">
        The text of this scenario cannot be read: line {first?.line}, {first?.message}.
      </p>
    );
  }
  const settled = settleSchedule({ simulator, scenario, runs: data.runs, asked });
  const play = makePlay(data.title, settled, playOnce(data.text, settled));
  return (
    <div className="runner">
      <RunnerView
        play={play}
        base={base}
        id={`r-${data.slug}`}
        level={level}
        text={data.text}
        isCompact
        isEdited={false}
        engine={data.engine ?? simulator.engine}
        isStale={data.isStale}
        bound={data.bound}
      />
    </div>
  );
}
