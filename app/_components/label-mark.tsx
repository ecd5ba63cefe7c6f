import type { Label } from '#lib/argument/label';
import { labelWord } from '#lib/argument/label-word';
import { Mark } from './mark';

/** What becomes of a claim: shape, word and colour. `under` names the policy or kernel, where nothing beside it does. */
export function LabelMark({ label, under = null }: { label: Label; under?: string | null }) {
  const word = labelWord[label];
  return (
    <span>
      <Mark word={word} />
      {under !== null && <span className="muted"> under {under}</span>}
    </span>
  );
}
