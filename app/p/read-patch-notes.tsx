import type { ReactNode } from 'react';
import { threadAnnotations } from '#lib/argument/annotation-thread';
import type { PatchView } from '#lib/db/archive-types';
import { findAuthor } from '#lib/db/author';
import { listPlaced, type PlacedAnnotation } from '#lib/db/placed-annotations';
import { listTestChoices } from '#lib/db/test-choices';
import { pathOf } from '#lib/patch/diff/diff-file';
import { isOpen } from '../_components/annotation-mark';
import { AnnotationNote, type NoteContext } from '../_components/annotation-note';
import { type LineName, lineAnchor } from '../_components/diff-anchor';
import type { DiffNote } from '../_components/diff-note';
import { patchPath } from '../_components/mail-link';
import { type FormTarget, parseTarget, wordsOfTarget } from './annotation-target';
import { guessHeight, listCrowded } from './crowded-notes';
import { type FormsOfPage, readForms } from './patch-note-forms';
import { type PatchQuery, viewQuery } from './patch-query';
import { readNamedVersions } from './patch-versions-of';

/** The annotations of a patch, placed in it, and the forms that its address asks for. */
export interface PatchNotesView {
  /** How many annotations belong to the patch, whatever version they were made on; answers and orphans included. */
  readonly count: number;
  /** How many objections nobody settled. */
  readonly open: number;
  /** What stands at lines and files of the diff: annotations, and the form. */
  readonly placed: readonly DiffNote[];
  /** The line that is being annotated, or whose annotation is being edited. */
  readonly chosen: LineName | undefined;
  /** What stands on the patch or the series as a whole, and their form. */
  readonly remarks: readonly ReactNode[];
  /** Annotations whose line is gone, each with what it was made on. */
  readonly orphans: readonly { readonly placed: PlacedAnnotation; readonly content: ReactNode }[];
  /** The annotation whose place is to be said, where no line is chosen yet. */
  readonly placing: ReactNode;
  /** The line asked for that the patch does not have. */
  readonly missing: string | undefined;
}

/** Reads what the page of a patch says about its lines. */
export async function readPatchNotes(patch: PatchView, query: PatchQuery): Promise<PatchNotesView> {
  const [all, named, tests] = await Promise.all([
    listPlaced(patch.messageId),
    readNamedVersions(patch.messageId, patch.title),
    listTestChoices(),
  ]);
  const asked = parseTarget(query.annotate ?? '');
  const isThere = asked !== undefined && typeof wordsOfTarget(patch.files, asked) !== 'string';
  const target = isThere ? asked : undefined;
  const forms = await readForms({
    patch,
    query,
    all,
    target,
    versions: named.versions,
    asksAuthor: findAuthor() === undefined,
  });
  const view = viewQuery(query);
  const context: NoteContext = {
    messageId: patch.messageId,
    action: `${patchPath(patch.messageId)}${view}`,
    label: named.label,
    tests,
  };
  const notes = threads(all);
  const crowded = crowdedOf(patch, notes);
  const contentOf = (thread: Thread) => noteOf(thread, context, forms, crowded);

  const atLines = notes.flatMap((thread): DiffNote[] => {
    const spot = spotOf(thread.head);
    return spot === undefined
      ? []
      : [{ ...spot, key: thread.head.note.slug, isForm: false, content: contentOf(thread) }];
  });
  const formSpot = forms.own === undefined ? undefined : targetSpot(forms.own.target);
  const placeSpot = forms.place?.at === undefined ? undefined : targetSpot(forms.place.at);
  if (formSpot !== undefined && forms.own !== undefined) {
    atLines.push({ ...formSpot, key: 'form', isForm: true, content: forms.own.form });
  }
  if (placeSpot !== undefined) atLines.push({ ...placeSpot, key: 'place', isForm: true, content: forms.place?.form });
  const isWhole = (thread: Thread) => thread.head.placement.state !== 'orphaned' && spotOf(thread.head) === undefined;
  const remarks = notes.filter(isWhole).map(contentOf);
  return {
    count: all.length,
    open: all.filter(({ state }) => state !== null && isOpen(state)).length,
    placed: atLines,
    chosen: lineOf(forms.place?.at ?? forms.own?.target),
    remarks: formSpot === undefined && forms.own !== undefined ? [...remarks, forms.own.form] : remarks,
    orphans: notes
      .filter(({ head }) => head.placement.state === 'orphaned')
      .map((thread) => ({ placed: thread.head, content: contentOf(thread) })),
    placing: placeSpot === undefined ? forms.place?.form : undefined,
    missing: isThere ? undefined : query.annotate,
  };
}

interface Thread {
  readonly head: PlacedAnnotation;
  readonly replies: readonly { readonly placed: PlacedAnnotation; readonly to: PlacedAnnotation['note'] | null }[];
}

function threads(all: readonly PlacedAnnotation[]): readonly Thread[] {
  const bySlug = new Map(all.map((placed) => [placed.note.slug, placed]));
  const placedOf = (slug: string) => bySlug.get(slug) ?? [];
  return threadAnnotations(all.map(({ note }) => note)).flatMap(({ head, replies }) =>
    [placedOf(head.slug)].flat().map((placed) => ({
      head: placed,
      replies: replies.flatMap(({ note, to }) => [placedOf(note.slug)].flat().map((one) => ({ placed: one, to }))),
    })),
  );
}

function noteOf(thread: Thread, context: NoteContext, forms: FormsOfPage, crowded: ReadonlySet<string>): ReactNode {
  const { slug } = thread.head.note;
  const own = [slug, ...thread.replies.map(({ placed }) => placed.note.slug)];
  const inside = own.flatMap((one) => forms.inside.get(one) ?? []);
  return (
    <AnnotationNote
      key={slug}
      placed={thread.head}
      replies={thread.replies}
      context={context}
      isFolded={crowded.has(slug) && inside.length === 0}
    >
      {inside}
    </AnnotationNote>
  );
}

/** Those to fold, over all files. */
function crowdedOf(patch: PatchView, notes: readonly Thread[]): ReadonlySet<string> {
  const slugs = patch.files.flatMap((file) => {
    const own = notes.flatMap(({ head, replies }) => {
      const spot = spotOf(head);
      if (spot?.path !== pathOf(file)) return [];
      const height = guessHeight(
        head.note,
        replies.map(({ placed }) => placed.note),
      );
      return [{ slug: head.note.slug, anchor: spot.anchor, height }];
    });
    return [...listCrowded(file, own)];
  });
  return new Set(slugs);
}

type Spot = Pick<DiffNote, 'path' | 'anchor' | 'end'>;

/** Where in the diff an annotation stands: at a line, or at the head of a file; undefined for all others. */
function spotOf({ placement }: PlacedAnnotation): Spot | undefined {
  if (placement.state === 'orphaned' || placement.path === '') return undefined;
  const { path, side, line, end } = placement;
  return targetSpot({ on: line === 0 ? 'file' : 'line', path, side, line, end });
}

function targetSpot({ on, path, side, line, end }: FormTarget): Spot | undefined {
  if (on === 'message' || on === 'series') return undefined;
  if (on === 'file') return { path, anchor: path };
  const anchor = lineAnchor({ path, side, line });
  return end > line ? { path, anchor, end: lineAnchor({ path, side, line: end }) } : { path, anchor };
}

function lineOf(target: FormTarget | undefined): LineName | undefined {
  return target === undefined || target.path === '' ? undefined : target;
}
