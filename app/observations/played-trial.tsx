import type { ObservedRow } from '#lib/db/record-types';
import type { Bounds } from '#lib/scenario/simulator';
import { findSimulatorOf, runScenario } from '#lib/simulators';
import { Crumb } from '../_components/crumb';
import { Mark } from '../_components/mark';
import type { RunnerData } from '../_components/runner/runner-data';
import { RunnerLive } from '../_components/runner/runner-live';
import type { AskedView } from '../_components/runner/view';
import { withAskedRun } from '../scenarios/asked-run';
import { factsText, playHref } from './observation-cell';

interface PlayedTrialProps {
  readonly title: string;
  readonly note: string;
  readonly here: string;
  /** Path of this page. */
  readonly path: string;
  readonly text: string;
  readonly asked: AskedView;
  /** What kernels did on the same. */
  readonly rows: readonly ObservedRow[];
}

/** An order is one schedule, or a few: what needs more states than this is run in the page. */
const bounds: Bounds = { maxStates: 5_000, maxCountedStates: 5_000 };

const known = new Map<string, RunnerData>();

/** The runs of a text under every policy, on every kind of page; kept, for a page is asked for once a kernel. */
function playAll(text: string, title: string): RunnerData | undefined {
  const simulator = findSimulatorOf(text);
  const scenario = simulator?.parse(text).scenario;
  if (simulator === undefined || scenario === undefined) return undefined;
  const kept = known.get(text);
  if (kept !== undefined) return { ...kept, title };
  const { runs, engine } = runScenario(simulator, scenario, { bounds });
  const data = {
    slug: scenario.name,
    title,
    question: '',
    simulator: simulator.id,
    text,
    runs,
    engine,
    isStale: false,
    bound: [],
  };
  if (known.size > 100) known.clear();
  known.set(text, data);
  return data;
}

/** A trial that somebody made on a kernel, played by the model, and beside it what every kernel did. */
export function PlayedTrial({ title, note, here, path, text, asked, rows }: PlayedTrialProps) {
  const data = playAll(text, title);
  return (
    <>
      <Crumb up={{ href: '/observations', label: 'What real kernels did' }} here={here} />
      <div className="scenario-head">
        <h1>{title}</h1>
        <p className="note">{note}</p>
      </div>
      {data === undefined ? (
        <p className="box err">The model cannot read this scenario.</p>
      ) : (
        <RunnerLive
          data={withAskedRun(data, asked)}
          asked={asked}
          base={path}
          level={2}
          isOwner
          isCompact={false}
          start={null}
        />
      )}
      <SeenTable rows={rows} path={path} />
    </>
  );
}

/** What kernels did, what the model says, and where it can be stepped through. */
function SeenTable({ rows, path }: { rows: readonly ObservedRow[]; path: string }) {
  return (
    <section className="sec" id="seen">
      <h2>What real kernels did</h2>
      <div className="wide">
        {rows.length === 0 ? (
          <p className="note">
            No kernel was seen doing this. <code>npx moot observe</code> plays scenarios on the kernel underneath.
          </p>
        ) : (
          <table className="t stk">
            <thead>
              <tr>
                <th>Kernel and page</th>
                <th>seen</th>
                <th>the model</th>
                <th>what it says</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-item>
                  <td className="nw">
                    <a href={playHref(path, row)}>{row.release}</a>
                    {row.kind === 'base' ? '' : `, ${row.kind}`}
                  </td>
                  <td>{Object.keys(row.facts).length === 0 ? row.outcome : factsText(row.facts)}</td>
                  <td>
                    <Agreement row={row} />
                  </td>
                  <td className="muted">{row.reason ?? row.ends.map(factsText).join(' or ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

/** Whether the model says the same: shape and word. */
export function Agreement({ row }: { row: Pick<ObservedRow, 'agreement'> }) {
  const word = row.agreement === 'agrees' ? 'holds' : row.agreement === 'differs' ? 'violated' : 'not applicable';
  return <Mark word={word}>{row.agreement}</Mark>;
}
