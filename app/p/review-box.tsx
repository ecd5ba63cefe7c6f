import type { PatchView } from '#lib/db/archive-types';
import { patchPath } from '../_components/mail-link';

/** The way from the annotations of a patch to the mail that says them on the list. */
export function ReviewBox({ patch }: { readonly patch: PatchView }) {
  return (
    <p className="lk review-box">
      <a className="btn" href={`${patchPath(patch.messageId)}review`}>
        Review as mail
      </a>{' '}
      <span className="note">
        Your annotations of the series as replies to its patches, to read before you send them. Moot sends nothing.
      </span>
    </p>
  );
}
