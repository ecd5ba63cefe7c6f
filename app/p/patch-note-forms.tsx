import type { ReactNode } from 'react';
import { isRemark } from '#lib/db/adopt-remark';
import { nameAnnotation } from '#lib/db/annotation';
import type { PatchView } from '#lib/db/archive-types';
import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import type { AnnotationView } from '#lib/db/record-types';
import { printSuggestion } from '#lib/patch/review/suggestion';
import { parseKind } from '../_components/annotation-kind';
import { authorName } from '../_components/history';
import { LineDiff } from '../_components/line-diff';
import { patchPath } from '../_components/mail-link';
import { annotate } from './annotate';
import { readAnnotationChoices } from './annotation-choices';
import { AnnotationForm } from './annotation-form';
import { type AnnotationFormState, emptyAnnotation } from './annotation-state';
import {
  type FormTarget,
  parseTarget,
  printTarget,
  targetFragment,
  targetWords,
  wordsOfTarget,
} from './annotation-target';
import { type PatchQuery, viewQuery } from './patch-query';
import { PlaceForm } from './place-form';
import { stateOfFront } from './read-annotation-form';
import { place, settle } from './settle';
import { SettleForm } from './settle-form';

interface Asked {
  readonly patch: PatchView;
  readonly query: PatchQuery;
  readonly all: readonly PlacedAnnotation[];
  /** What a new annotation is to be written on; undefined where nothing is asked for, or the patch lacks it. */
  readonly target: FormTarget | undefined;
  readonly versions: readonly { readonly messageId: string; readonly label: string }[];
  readonly asksAuthor: boolean;
}

/** The forms of a page, each where it stands. */
export interface FormsOfPage {
  /** The form of a new annotation. */
  readonly own: { readonly target: FormTarget; readonly form: ReactNode } | undefined;
  /** Forms that stand within a note, by its slug: to edit, to answer, to settle it. */
  readonly inside: ReadonlyMap<string, ReactNode>;
  /** The form that says where an annotation belongs; `at` is the line chosen. */
  readonly place: { readonly at: FormTarget | undefined; readonly form: ReactNode } | undefined;
}

/** The forms that an address asks for: one at most of each. */
export async function readForms(asked: Asked): Promise<FormsOfPage> {
  const { query, all, target } = asked;
  const find = (slug: string | undefined) => all.find(({ note }) => note.slug === slug);
  const [edited, answered, settled, placed] = [query.edit, query.reply, query.settle, query.place].map(find);
  const inside = new Map<string, ReactNode>();
  if (
    target === undefined &&
    edited === undefined &&
    answered === undefined &&
    settled === undefined &&
    placed === undefined
  ) {
    return { own: undefined, inside, place: undefined };
  }
  const write = await formWriter(asked);
  if (edited !== undefined) inside.set(edited.note.slug, write(edited, null));
  else if (answered !== undefined) inside.set(answered.note.slug, write(null, answered.note));
  else if (settled !== undefined) inside.set(settled.note.slug, settleForm(asked, settled.note));
  return {
    own: target === undefined ? undefined : { target, form: write(null, null) },
    inside,
    place: placed === undefined ? undefined : placeForm(asked, placed),
  };
}

/** Gives a function that makes the form of a new annotation, of an answer, or of one that is edited. */
async function formWriter({ patch, query, target, asksAuthor }: Asked) {
  const choices = await readAnnotationChoices();
  const path = patchPath(patch.messageId);
  const view = viewQuery(query);
  return (edited: PlacedAnnotation | null, parent: AnnotationView | null): ReactNode => {
    const note = edited?.note ?? parent;
    const about = note === null ? target : note;
    if (about === undefined) return undefined;
    const words = note === null ? wordsOfTarget(patch.files, about) : note.words;
    const lines = typeof words === 'string' || about.side === 'old' || words.lines.length === 0 ? null : words.lines;
    const isRange = note === null && about.line > 0;
    return (
      <AnnotationForm
        key="form"
        save={annotate}
        initial={edited === null ? beginning(query, lines, target) : stateOf(edited.note)}
        page={patch.messageId}
        messageId={note?.messageId ?? patch.messageId}
        target={printTarget(about)}
        label={targetWords(about)}
        line={isRange ? about.line : null}
        lines={lines}
        isMail={edited !== null && isRemark(edited.note.slug)}
        parent={parent === null ? null : { slug: parent.slug, author: authorName(parent.author) }}
        choices={choices}
        asksAuthor={asksAuthor}
        view={view}
        back={`${path}${view === '?' ? '' : view}#${note === null ? targetFragment(about) : `note-${note.slug}`}`}
      />
    );
  };
}

/** A new annotation: of the kind that the address names; a suggestion begins with the lines as they are. */
function beginning(
  { kind: word }: PatchQuery,
  lines: readonly string[] | null,
  target: FormTarget | undefined,
): AnnotationFormState {
  const kind = parseKind(word) ?? 'note';
  const end = target?.on === 'range' ? String(target.end) : '';
  const body = kind === 'suggestion' && lines !== null ? `${printSuggestion(lines)}\n` : '';
  return { ...emptyAnnotation, slug: nameAnnotation(), kind, end, body };
}

function stateOf(note: AnnotationView): AnnotationFormState {
  const { kind, end, claims, scenarios, rule, slug, version, bodyMarkdown } = note;
  const front = { kind, end, claims: claims.map((claim) => claim.title), scenarios, rule: rule ?? undefined };
  return { ...emptyAnnotation, ...stateOfFront(front), body: bodyMarkdown.trim(), slug, version };
}

function settleForm({ patch, query, versions, asksAuthor }: Asked, note: AnnotationView): ReactNode {
  const last = note.answers.at(-1);
  const isSettled = last !== undefined && last.kind !== 'reopened';
  return (
    <SettleForm
      key="settle"
      save={settle}
      initial={{
        kind: isSettled ? 'reopened' : 'addressed',
        version: versions.some(({ messageId }) => messageId === patch.messageId) ? patch.messageId : '',
        message: '',
        note: '',
        turn: 0,
        problems: [],
      }}
      slug={note.slug}
      messageId={note.messageId}
      page={patch.messageId}
      view={viewQuery(query)}
      back={`${patchPath(patch.messageId)}${viewQuery(query)}#note-${note.slug}`}
      versions={versions}
      asksAuthor={asksAuthor}
    />
  );
}

function placeForm({ patch, query, asksAuthor }: Asked, placed: PlacedAnnotation): FormsOfPage['place'] {
  const { note, correctedBy } = placed;
  const first = parseTarget(query.at ?? '');
  // A range keeps its length where the hunk has room for it.
  const longer =
    first === undefined ? undefined : { ...first, on: 'range' as const, end: first.line + note.end - note.line };
  const fits = (target: FormTarget | undefined): target is FormTarget =>
    target !== undefined && target.line > 0 && typeof wordsOfTarget(patch.files, target) !== 'string';
  const at = note.end > note.line && fits(longer) ? longer : fits(first) ? first : undefined;
  const words = at === undefined ? undefined : wordsOfTarget(patch.files, at);
  const lines = words === undefined || typeof words === 'string' ? [] : words.lines;
  const back = `${patchPath(patch.messageId)}${viewQuery(query)}#note-${note.slug}`;
  return {
    at,
    form: (
      <section key="place" className="placing" aria-label="Where an annotation belongs">
        <p>
          {at === undefined ? (
            <>
              Choose the number of the line that <a href={`#note-${note.slug}`}>the {note.kind}</a> of{' '}
              {authorName(note.author)} belongs on, or say that its line is gone. It was made on {targetWords(note)}.
            </>
          ) : (
            <>
              Does the {note.kind} of {authorName(note.author)} belong on {targetWords(at)}?
            </>
          )}
        </p>
        <LineDiff
          old={note.words.lines}
          now={at === undefined ? note.words.lines : lines}
          label="The lines it was made on, and those chosen"
        />
        <PlaceForm
          save={place}
          slug={note.slug}
          messageId={note.messageId}
          at={at === undefined ? '' : printTarget(at)}
          label={at === undefined ? '' : at.on === 'range' ? `lines ${at.line} to ${at.end}` : `line ${at.line}`}
          isCorrected={correctedBy !== null}
          page={patch.messageId}
          view={viewQuery(query)}
          back={back}
          asksAuthor={asksAuthor}
        />
      </section>
    ),
  };
}
