import type { AnnotationStanding } from '#lib/argument/annotation-standing';
import { listAnnotations } from '#lib/db/annotation';
import type { AnnotationView } from '#lib/db/record-types';
import type { Placement } from '#lib/patch/carry';

/** An annotation with where it belongs in the version that is read. */
export interface PlacedAnnotation {
  readonly note: AnnotationView;
  /** For a file, a patch or a series `line` and `end` are 0, for the latter two the path is ''. */
  readonly placement: Placement;
  /** The message that it was made on, and the version that it belongs to: `v1`. */
  readonly madeOn: { readonly messageId: string; readonly label: string };
  /** `Name <address>` of who said by hand where it belongs; null where it was carried. */
  readonly correctedBy: string | null;
  /** Of an objection; null for the other kinds. */
  readonly state: AnnotationStanding | null;
}

/** Every annotation made on a patch or on another version of it, as it belongs in this one. */
export async function listPlaced(messageId: string): Promise<readonly PlacedAnnotation[]> {
  const notes = await listAnnotations(messageId);
  return notes.map((note) => {
    const { path, side, line, end, words } = note;
    const placement = { state: 'exact', why: '', patch: messageId, path, side, line, end, lines: words.lines } as const;
    return { note, placement, madeOn: { messageId, label: '' }, correctedBy: null, state: null };
  });
}
