import type { Label } from '#lib/argument/label';
import { Mark, type MarkWord } from './mark';

/** What becomes of a claim, in the words of the pages. */
export const labelWords = {
  in: 'accepted',
  out: 'defeated',
  undecided: 'undecided',
} as const satisfies Record<Label, MarkWord>;

/** What becomes of a claim: shape, word and colour. `under` names the policy or kernel, where nothing beside it does. */
export function LabelMark({ label, under = null }: { label: Label; under?: string | null }) {
  const word = labelWords[label];
  return (
    <span>
      <Mark word={word} />
      {under !== null && <span className="muted"> under {under}</span>}
    </span>
  );
}
