import type { Highlights } from '#lib/db/highlights';
import { counted } from '../_components/numbers';

/** Says which source has no colours yet, or never will: the diff is shown all the same. */
export function ColourNote({ highlights }: { highlights: Pick<Highlights, 'pending' | 'tooLarge'> }) {
  const { pending, tooLarge } = highlights;
  if (pending === 0 && tooLarge === 0) return null;
  return (
    <p className="note">
      {pending > 0 && 'Colours of the source are being made; the next view of this page has them. '}
      {tooLarge > 0 &&
        `${counted(tooLarge, 'side')} of files ${tooLarge === 1 ? 'is' : 'are'} too large to be coloured.`}
    </p>
  );
}
