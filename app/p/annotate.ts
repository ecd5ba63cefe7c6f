'use server';

import { redirect } from 'next/navigation';
import { deleteAnnotation, listAnnotations, saveAnnotation } from '#lib/db/annotation';
import { findPatch } from '#lib/db/archive';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import type { DiffAnchor } from '#lib/patch/anchor';
import { type AnchorWords, noWords } from '#lib/patch/anchor-words';
import { parseKind } from '../_components/annotation-kind';
import { findLine, type LineName, lineAnchor, parseLineAnchor } from '../_components/diff-anchor';
import { pathPart } from '../_components/mail-link';
import type { AnnotationState } from './annotation-state';
import { previewNodes } from './preview-nodes';

/** Previews, saves or deletes what the annotation form sent; a save that succeeded leads back to the line. */
export async function annotate(before: AnnotationState, form: FormData): Promise<AnnotationState> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const state: AnnotationState = {
    body: field('body').replace(/\r\n?/g, '\n'),
    kind: parseKind(field('kind')) ?? 'note',
    claim: field('claim'),
    slug: field('slug'),
    version: Number(field('version')) || 0,
    turn: before.turn + 1,
    outcome: { kind: 'none' },
  };
  const refuse = (...problems: string[]): AnnotationState => ({ ...state, outcome: { kind: 'refused', problems } });

  const name = parseLineAnchor(field('line'));
  const messageId = field('message');
  if (name === undefined) return refuse('The form names no line. Open it again from the number of a line.');
  if (state.body.trim() === '' && field('intent') !== 'delete') return refuse('Write a sentence first.');
  if (field('intent') === 'preview') {
    return { ...state, outcome: { kind: 'preview', shown: previewNodes(state.body) } };
  }
  const author = findAuthor() ?? takeAuthor(field('author'));
  if (author === undefined) return refuse('Say who you are first, as Name <address>: Ann Ek <ann@example.org>.');

  const result =
    field('intent') === 'delete'
      ? await deleteAnnotation({ slug: state.slug, version: state.version, author })
      : await save(state, messageId, name, author);
  if (result === undefined)
    return refuse('This patch has no such line any more. Copy your text and choose another line.');
  switch (result.state) {
    case 'saved':
      redirect(`/p/${pathPart(messageId)}#${encodeURI(lineAnchor(name))}`);
      break;
    case 'conflict': {
      const isGone = result.current.version === 0;
      return {
        ...state,
        slug: isGone ? '' : state.slug,
        version: result.current.version,
        outcome: { kind: 'conflict', theirs: isGone ? null : bodyOf(result.current.text) },
      };
    }
    case 'refused':
      return refuse(...result.issues.map((issue) => issue.message));
  }
}

async function save(state: AnnotationState, messageId: string, name: LineName, author: string) {
  const patch = await findPatch(messageId);
  const held = (await listAnnotations(messageId)).find(({ slug }) => slug === state.slug);
  const found = patch === undefined ? undefined : findLine(patch.files, name);
  // An orphaned annotation can still be edited: it keeps the lines that it was made on.
  if (found === undefined && held === undefined) return undefined;
  const { path, side, line, end } = held ?? { ...name, end: name.line };
  return saveAnnotation({
    slug: state.slug === '' ? null : state.slug,
    front: {
      message: messageId,
      on: held?.on ?? 'line',
      ...(path === '' ? {} : { path }),
      ...(line === 0 ? {} : { side, line }),
      ...(end === line ? {} : { end }),
      kind: state.kind,
      ...(held?.parent == null ? {} : { parent: held.parent }),
      ...(held?.source == null ? {} : { source: held.source }),
      claims: state.claim === '' ? [] : [state.claim],
      scenarios: [...(held?.scenarios ?? [])],
      ...(held?.rule == null ? {} : { rule: held.rule }),
      answers: [...(held?.answers ?? [])],
      carried: [...(held?.carried ?? [])],
    },
    words: held?.words ?? wordsOf(found),
    body: state.body.trim(),
    author,
    version: state.version,
  });
}

function wordsOf(found: DiffAnchor | undefined): AnchorWords {
  if (found === undefined) return noWords;
  const { lineText, before, after } = found;
  return { lines: [lineText], before: [before], after: [after], heading: '' };
}

function takeAuthor(text: string): string | undefined {
  return readAuthor(text) === undefined ? undefined : setAuthor(text);
}

/** The text of a record's file form, without its front matter. */
function bodyOf(file: string): string {
  return file.replace(/^---\n.*?\n---\n/s, '').trim();
}
