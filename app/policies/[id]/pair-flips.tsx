import type { PairFlip, PartingStep } from '#lib/db/policy-pair';
import type { Change } from '#lib/scenario/run';
import { Mark } from '../../_components/mark';
import { runHref } from '../../_components/matrix-cell';
import { counted } from '../../_components/numbers';
import { writeView } from '../../_components/runner/view';

type Step = PartingStep['before'];

interface PairFlipsProps {
  readonly title: string;
  readonly flips: readonly PairFlip[];
  readonly names: readonly [string, string];
  /** Where a flip is played, under both or under one side alone; the scenario's own page by default. */
  readonly hrefOf?: FlipHref;
}

/** Address of a flip under both sides, or under the one that is named. */
export type FlipHref = (flip: PairFlip, names: readonly [string, string], alone?: string) => string;

/** Verdicts that differ, each with the first step at which one schedule is played otherwise. */
export function PairFlips({ title, flips, names, hrefOf = flipHref }: PairFlipsProps) {
  if (flips.length === 0) return null;
  const [before, after] = names;
  return (
    <table className="t stk flips pair-flips">
      <caption>
        {title}: {counted(flips.length, 'verdict')}
      </caption>
      <thead>
        <tr>
          <th>Scenario</th>
          <th>where they part first</th>
          <th>{before}</th>
          <th>{after}</th>
        </tr>
      </thead>
      <tbody>
        {flips.map((flip) => (
          <tr key={`${flip.scenario} ${flip.kind} ${flip.property}`} data-item>
            <td>
              <a href={hrefOf(flip, names)}>
                {flip.scenario}
                {flip.kind === null ? '' : `, ${flip.kind}`}
              </a>
              <span className="line">
                <code>{flip.property}</code>
              </span>
            </td>
            <td>
              <WhereTheyPart flip={flip} names={names} />
            </td>
            <td data-policy={before}>
              <a className="plain" href={hrefOf(flip, names, before)}>
                <Mark word={flip.before} />
              </a>
            </td>
            <td data-policy={after}>
              <a className="plain" href={hrefOf(flip, names, after)}>
                <Mark word={flip.after} />
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The runner with both, at the step where they part. */
export function flipHref(
  { scenario, kind, parting }: PairFlip,
  [before, after]: readonly [string, string],
  alone?: string,
): string {
  if (alone !== undefined) return runHref(scenario, alone, kind);
  if (parting === null) return `${runHref(scenario, before, kind)}&with=${encodeURIComponent(after)}`;
  const { schedule, step } = parting;
  return `/scenarios/${scenario}${writeView({ policy: before, kind, schedule, step, against: after })}`;
}

/** The first step at which both sides do not do the same, and what each does there. */
export function WhereTheyPart({ flip, names: [before, after] }: { flip: PairFlip; names: readonly [string, string] }) {
  const { parting } = flip;
  if (parting === null) return <span className="faint">played alike on the schedule that is kept</span>;
  const actor = parting.before?.actor ?? parting.after?.actor;
  return (
    <>
      <span className="muted">
        Step {parting.step}, {actor}
      </span>
      <Side name={before} step={parting.before} other={parting.after} />
      <Side name={after} step={parting.after} other={parting.before} />
    </>
  );
}

/** Changes of a step that are shown. */
const shown = 2;

/** What one side does, and what it changes that the other does not. */
function Side({ name, step, other }: { name: string; step: Step; other: Step }) {
  const theirs = new Set(other?.changes.map(writeChange));
  const changes = (step?.changes ?? []).map(writeChange).filter((change) => !theirs.has(change));
  return (
    <span className="line">
      <b>{name}</b> {step === null ? 'cannot play the schedule on' : step.step}
      {changes.length > 0 && (
        <span className="faint">
          {' '}
          {changes.slice(0, shown).join(', ')}
          {changes.length > shown && ' …'}
        </span>
      )}
    </span>
  );
}

function writeChange({ what, before, after }: Change): string {
  return `${what} ${before}→${after}`;
}
