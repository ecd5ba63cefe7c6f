import type { Cell } from '#lib/scenario/run';
import type { Play } from './play';

/** A longer value takes two columns. */
const wide = 12;

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
          <div key={cell.name} className={cell.value.length > wide ? 'long' : undefined}>
            <dt>{cell.name}</dt>
            <dd>
              <Value cell={cell} before={view.step === 0 ? undefined : findCell(before, cell.name)} />
            </dd>
          </div>
        ))}
      </dl>
      <Why play={play} />
    </section>
  );
}

/** Why the policy decided as it did in the step on show; nothing where it was not asked. */
export function Why({ play }: { play: Play }) {
  const why = play.replay.frames[play.view.step]?.step?.why ?? null;
  if (why === null) return null;
  return (
    <p className="note why">
      <b>Why step {play.view.step}:</b> {why}
    </p>
  );
}

function findCell(cells: readonly Cell[], name: string): string {
  return cells.find((cell) => cell.name === name)?.value ?? '–';
}

function Value({ cell, before }: { cell: Cell; before: string | undefined }) {
  if (before === undefined || before === cell.value) return cell.value;
  // Two long values beside each other cannot be read; the trace has what was before.
  if (before.length > wide || cell.value.length > wide) return <b>{cell.value}</b>;
  return (
    <>
      {before} → <b>{cell.value}</b>
    </>
  );
}
