'use server';

import { adoptRemark, isRemark } from '#lib/db/adopt-remark';
import { type AnnotationText, deleteAnnotation, findAnnotation, saveAnnotation } from '#lib/db/annotation';
import { findPatch } from '#lib/db/archive';
import type { PatchView } from '#lib/db/archive-types';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import type { AnnotationRequest, SaveResult } from '#lib/db/record-types';
import { readSuggestion } from '#lib/patch/review/suggestion';
import { refuseSuggestion } from '#lib/patch/review/suggestion-patch';
import { leadBack } from './annotation-address';
import { readAnnotationChoices } from './annotation-choices';
import type { AnnotationFormState } from './annotation-state';
import { type FormTarget, parseTarget, printTarget, targetFragment, wordsOfTarget } from './annotation-target';
import { previewNodes } from './preview-nodes';
import { fieldOf, mostBytes, readAnnotationForm, readTies } from './read-annotation-form';

/** Everything of a form but what its fields hold. */
interface Sent {
  /** The message whose page the form stands on, and the one that the annotation is made on. */
  readonly page: string;
  readonly message: string;
  readonly target: string;
  readonly parent: string;
  /** The query of the view to come back to, `?` or `?file=…&`. */
  readonly view: string;
}

/** Previews, saves or deletes what the annotation form sent; a save that succeeded leads back to the annotation. */
export async function annotate(before: AnnotationFormState, form: FormData): Promise<AnnotationFormState> {
  const state = readAnnotationForm(form, before.turn + 1);
  const refuse = (...problems: string[]): AnnotationFormState => ({
    ...state,
    outcome: { kind: 'refused', problems },
  });
  const intent = fieldOf(form, 'intent');
  if (intent === 'more') return { ...state, rows: state.rows + 1 };
  const sent: Sent = {
    page: fieldOf(form, 'page'),
    message: fieldOf(form, 'message'),
    target: fieldOf(form, 'target'),
    parent: fieldOf(form, 'parent'),
    view: fieldOf(form, 'view'),
  };
  const bytes = new TextEncoder().encode(state.body).length;
  if (bytes > mostBytes) {
    return refuse(
      `The text has ${Math.ceil(bytes / 1024)} kB, and an annotation holds ${mostBytes / 1024} kB at most. Shorten it, or put it into a mail and link to that.`,
    );
  }
  if (state.body.trim() === '' && intent !== 'delete') return refuse('Write a sentence first.');
  if (intent === 'preview') return { ...state, outcome: { kind: 'preview', shown: previewNodes(state.body) } };
  const author = findAuthor() ?? takeAuthor(fieldOf(form, 'author'));
  if (author === undefined) return refuse('Say who you are first, as Name <address>: Ann Ek <ann@example.org>.');

  const { slug, version } = state;
  const result =
    intent === 'delete' ? await deleteAnnotation({ slug, version, author }) : await save(state, sent, author);
  if (Array.isArray(result)) return refuse(...result);
  switch (result.state) {
    case 'saved': {
      const target = parseTarget(sent.target);
      const fragment =
        intent === 'delete' && target !== undefined
          ? targetFragment(target)
          : `note-${encodeURIComponent(result.slug)}`;
      return leadBack(sent.page, sent.view, fragment);
    }
    case 'conflict': {
      const isGone = result.current.version === 0;
      return {
        ...state,
        version: result.current.version,
        outcome: { kind: 'conflict', theirs: isGone ? null : bodyOf(result.current.text) },
      };
    }
    case 'refused':
      return refuse(...result.issues.map((issue) => issue.message));
  }
}

/** Saves what was sent, or says in sentences why it cannot be. */
async function save(state: AnnotationFormState, sent: Sent, author: string): Promise<SaveResult | string[]> {
  // A remark of a mail becomes a record once somebody has something to say to it.
  for (const slug of [state.slug, sent.parent]) if (isRemark(slug)) await adoptRemark(slug, sent.message, author);
  const [patch, held, parent, choices] = await Promise.all([
    findPatch(sent.message),
    state.slug === '' ? undefined : findAnnotation(state.slug, { removed: true }),
    sent.parent === '' ? undefined : findAnnotation(sent.parent),
    readAnnotationChoices(),
  ]);
  if (patch === undefined) return ['This patch is not here any more. Copy your text, and import its mail again.'];
  const { ties, problems } = readTies(state, choices);
  const base = held ?? (sent.parent === '' ? newOn(patch, sent, state.end) : answerTo(parent, sent.parent));
  const checked = typeof base === 'string' ? [base] : checkSuggestion(state, patch, base);
  if (typeof base === 'string' || problems.length + checked.length > 0) return [...problems, ...checked];
  // One that was taken away while its form was open comes back with the text: nothing that was written is lost.
  const { rule: _, removed, ...front } = base.front;
  return saveAnnotation({
    slug: state.slug === '' ? null : state.slug,
    front: { ...front, kind: state.kind, ...ties },
    words: base.words,
    // What a mail says is the mail's: it can be tied and sorted, not rewritten.
    body: isRemark(state.slug) && held !== undefined ? held.body : state.body.trim(),
    author,
    version: versionOf(state, held, removed !== undefined),
  });
}

/** The version that a text was made from; one that was taken away meanwhile is taken as it stands. */
function versionOf(
  { slug, version }: AnnotationFormState,
  held: AnnotationText | undefined,
  isRemoved: boolean,
): number {
  if (isRemoved && held !== undefined) return held.version;
  return isRemark(slug) ? Math.max(version, 1) : version;
}

type Base = Pick<AnnotationRequest, 'front' | 'words'>;

const blank = (): Pick<Base['front'], 'kind' | 'claims' | 'scenarios' | 'answers' | 'carried'> => {
  return { kind: 'note', claims: [], scenarios: [], answers: [], carried: [] };
};

/** A new annotation, before its kind and ties are known. */
function newOn(patch: PatchView, { message, target: text }: Sent, end: string): Base | string {
  const asked = parseTarget(text);
  if (asked === undefined) return 'The form names no line. Open it again from the number of a line.';
  const target = endAt(asked, end);
  if (typeof target === 'string') return target;
  const words = wordsOfTarget(patch.files, target);
  if (typeof words === 'string') return words;
  const { on, path, side, line } = target;
  return {
    front: {
      ...blank(),
      ...{ message, on },
      ...(path === '' ? {} : { path }),
      ...(line === 0 ? {} : { side, line }),
      ...(on === 'range' ? { end: target.end } : {}),
    },
    words,
  };
}

/** The target with the last line that the form's field says. */
function endAt(target: FormTarget, end: string): FormTarget | string {
  if (target.line === 0 || end === '') return target;
  if (!/^[1-9]\d{0,8}$/.test(end)) return `“${end}” is no number of a line. Empty the field for one line alone.`;
  return parseTarget(`${printTarget({ ...target, on: 'line' })}-${end}`) ?? target;
}

/** An answer speaks of what the annotation speaks of that it answers, and goes where that goes. */
function answerTo(parent: Base | undefined, slug: string): Base | string {
  if (parent === undefined)
    return 'The annotation that you answer was deleted meanwhile. Copy your text, and annotate the line.';
  const { message, on, path, side, line, end } = parent.front;
  const front: AnnotationRequest['front'] = {
    ...blank(),
    ...{ message, on, parent: slug },
    ...(path === undefined ? {} : { path }),
    ...(side === undefined ? {} : { side }),
    ...(line === undefined ? {} : { line }),
    ...(end === undefined ? {} : { end }),
  };
  return { front, words: parent.words };
}

/** Why the suggestion is none; empty where it is one, or the annotation is of another kind. */
function checkSuggestion(state: AnnotationFormState, patch: PatchView, { front }: Base): string[] {
  if (state.kind !== 'suggestion') return [];
  const { path, side, line, end = line } = front;
  if (path === undefined || line === undefined || end === undefined || side !== 'new') {
    return [
      'A suggestion replaces lines of the new side: only what the patch leaves there can be replaced. Choose such a line.',
    ];
  }
  const read = readSuggestion(state.body);
  if ('problem' in read) return [read.problem];
  const files = patch.files.filter(({ newPath }) => newPath !== '/dev/null');
  return [refuseSuggestion(files, { path, line, end, lines: read.suggestion.lines }) ?? ''].filter(Boolean);
}

function takeAuthor(text: string): string | undefined {
  return readAuthor(text) === undefined ? undefined : setAuthor(text);
}

/** The text of a record's file form, without its front matter. */
function bodyOf(file: string): string {
  return file.replace(/^---\n.*?\n---\n/s, '').trim();
}
