import { annotationKinds } from '#lib/argument/record/annotation';
import { listAnnotations } from '#lib/db/annotation';
import type { PatchView } from '#lib/db/archive-types';
import { findAuthor } from '#lib/db/author';
import { listClaims } from '#lib/db/claims';
import type { AnnotationView } from '#lib/db/record-types';
import { kindLabel } from '../_components/annotation-kind';
import { AnnotationNote } from '../_components/annotation-note';
import { findLine, type LineName, lineAnchor, parseLineAnchor, placeAnnotation } from '../_components/diff-anchor';
import type { DiffNote } from '../_components/diff-note';
import { patchPath } from '../_components/mail-link';
import { annotate } from './annotate';
import { AnnotationForm } from './annotation-form';
import { type AnnotationState, emptyAnnotation } from './annotation-state';
import { type PatchQuery, viewQuery } from './patch-query';

/** The annotations of a patch, placed in it, and the form that its address asks for. */
export interface PatchNotesView {
  /** How many annotations were made on the patch, orphans included. */
  readonly count: number;
  /** What stands at lines of the diff: annotations, and the form. */
  readonly placed: readonly DiffNote[];
  /** The line that is being annotated, or whose annotation is being edited. */
  readonly chosen: LineName | undefined;
  /** Annotations whose line is gone. */
  readonly orphans: readonly AnnotationView[];
  /** The form of an orphan that is being edited. */
  readonly orphanForm: ReturnType<typeof AnnotationForm> | undefined;
  /** The line asked for that the patch does not have. */
  readonly missing: string | undefined;
}

/** Reads what the page of a patch says about its lines. */
export async function readPatchNotes(patch: PatchView, query: PatchQuery): Promise<PatchNotesView> {
  const [annotations, claims] = await Promise.all([listAnnotations(patch.messageId), listClaims()]);
  const path = patchPath(patch.messageId);
  const placed = annotations.map((note) => ({ note, place: placeAnnotation(patch.files, note) }));
  const edited = placed.find(({ note }) => note.slug === query.edit);
  const asking = parseLineAnchor(query.annotate ?? '');
  const isThere = asking !== undefined && findLine(patch.files, asking) !== undefined;
  const chosen = edited?.place ?? (isThere ? asking : undefined);
  const form = (line: LineName) => (
    <AnnotationForm
      key="form"
      save={annotate}
      initial={edited === undefined ? emptyAnnotation : stateOf(edited.note)}
      messageId={patch.messageId}
      line={lineAnchor(line)}
      label={`${line.side === 'old' ? 'old line' : 'line'} ${line.line} of ${line.path}`}
      kinds={annotationKinds.map((kind) => ({ kind, label: kindLabel(kind) }))}
      claims={claims.map(({ slug, title }) => ({ slug, title }))}
      asksAuthor={findAuthor() === undefined}
      back={`${path}#${encodeURI(lineAnchor(line))}`}
    />
  );
  const notes = placed.flatMap(({ note, place }): DiffNote[] => {
    if (place === undefined || note.slug === edited?.note.slug) return [];
    const content = (
      <AnnotationNote key={note.slug} note={note} place={place} action={`${path}${viewQuery(query)}edit=`} />
    );
    return [{ path: place.path, anchor: lineAnchor(place), key: note.slug, isForm: false, content }];
  });
  if (chosen !== undefined) {
    notes.push({
      path: chosen.path,
      anchor: lineAnchor(chosen),
      key: 'form',
      isForm: true,
      content: form(chosen),
    });
  }
  return {
    count: annotations.length,
    placed: notes,
    chosen,
    orphans: placed.flatMap(({ note, place }) => (place === undefined && note !== edited?.note ? [note] : [])),
    orphanForm: edited !== undefined && edited.place === undefined ? form(edited.note) : undefined,
    missing: isThere ? undefined : query.annotate,
  };
}

function stateOf(note: AnnotationView): AnnotationState {
  return {
    ...emptyAnnotation,
    body: note.bodyMarkdown.trim(),
    kind: note.kind,
    claim: note.claims[0]?.slug ?? '',
    slug: note.slug,
    version: note.version,
  };
}
