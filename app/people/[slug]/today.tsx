import { findWorst, wordOf } from '#lib/argument/standing';
import type { LabelledDebate } from '#lib/db/argument';
import { LabelMark } from '../../_components/label-mark';
import { Mark } from '../../_components/mark';
import { runHref } from '../../_components/matrix-cell';

/** What becomes of a claim under the newest kernel: its standing, and the worst verdict on it, which leads to the run. */
export function Today({ claim, argument }: { claim: string; argument: LabelledDebate }) {
  const label = argument.labels.get(claim);
  const worst = findWorst(argument.evidence.get(claim) ?? []);
  return (
    <span className="today">
      {label !== undefined && <LabelMark label={label} />}
      {worst !== undefined && argument.under !== null && (
        <a className="plain" href={runHref(worst.scenario, argument.under.id, worst.kind)}>
          <Mark word={wordOf(worst)} />
        </a>
      )}
    </span>
  );
}
