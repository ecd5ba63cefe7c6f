import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import type { Place, Placement } from '#lib/patch/carry/carry';
import { orphan } from '#lib/patch/carry/say-placement';
import { findWords } from '#lib/patch/carry/side-file';
import type { DiffFile } from '#lib/patch/diff/diff';

/**
 * Where a person put an annotation: `moved` where the lines say what it was made on, `changed` where they say something else.
 * Orphaned where the patch does not show such lines.
 * @param files of the patch
 * @param name who says so
 */
export function placeByHand(
  files: readonly DiffFile[],
  place: Omit<Place, 'lines'>,
  made: AnchorWords,
  name: string,
): Placement {
  const words = findWords(files, place);
  if (words === undefined)
    return orphan(`${name} put it on ${place.path}:${place.line}, which this patch does not show.`);
  const isSame = made.lines.length === words.lines.length && made.lines.every((text, at) => text === words.lines[at]);
  return { state: isSame ? 'moved' : 'changed', why: `${name} put it here.`, ...place, lines: words.lines };
}
