import type { Cell } from '#lib/scenario/run';
import type { Play } from './play';

/** The state after the step on show, what the step changed in bold, and why the policy decided as it did. */
export function Cells({ play }: { play: Play }) {
  const { replay, view } = play;
  const frame = replay.frames[view.step];
  if (frame === undefined) return null;
  const before = replay.frames[view.step - 1]?.cells ?? [];
  return (
    <section aria-label={view.step === 0 ? 'Before the first step' : `After step ${view.step}`}>
      <p className="lab">{view.step === 0 ? 'Before the first step' : `After step ${view.step}`}</p>
      <dl className="now">
        {frame.cells.map((cell) => (
          <div key={cell.name}>
            <dt>{cell.name}</dt>
            <dd>
              <Value cell={cell} before={view.step === 0 ? undefined : findCell(before, cell.name)} />
            </dd>
          </div>
        ))}
      </dl>
      {frame.step !== null && frame.step.why !== null ? (
        <p className="note why">
          <b>Why:</b> {frame.step.why}
        </p>
      ) : null}
    </section>
  );
}

function findCell(cells: readonly Cell[], name: string): string {
  return cells.find((cell) => cell.name === name)?.value ?? '–';
}

function Value({ cell, before }: { cell: Cell; before: string | undefined }) {
  if (before === undefined || before === cell.value) return cell.value;
  return (
    <>
      {before} → <b>{cell.value}</b>
    </>
  );
}
