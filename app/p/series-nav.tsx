import type { PatchView } from '#lib/db/archive-types';
import { Crumb } from '../_components/crumb';
import { mailPath, patchPath } from '../_components/mail-link';

/** The way from a patch to its neighbours in the series, and to its mail. */
export function SeriesNav({ patch }: { patch: PatchView }) {
  const { parts } = patch.series;
  const at = parts.findIndex((part) => part.messageId === patch.messageId);
  const [before, after] = [parts[at - 1], parts[at + 1]];
  return (
    <Crumb up={{ href: '/patches', label: 'Patches' }} here={patch.messageId}>
      {before !== undefined && (
        <a href={patchPath(before.messageId)} data-key="[">
          Previous patch
        </a>
      )}
      {after !== undefined && (
        <a href={patchPath(after.messageId)} data-key="]">
          Next patch
        </a>
      )}
      <a href={mailPath(patch.messageId, '')}>Mail</a>
      <a href={mailPath(patch.messageId, 'T/')} data-key="t">
        Thread
      </a>
      <a href={mailPath(patch.messageId, 'raw')}>Raw</a>
    </Crumb>
  );
}
