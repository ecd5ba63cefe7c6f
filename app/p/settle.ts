'use server';

import { annotationAnswerKinds } from '#lib/argument/record/annotation';
import { adoptRemark, isRemark } from '#lib/db/adopt-remark';
import { answerAnnotation, carryByHand, undoCarry } from '#lib/db/annotation-answer';
import { findPatch } from '#lib/db/archive';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { hashText } from '#lib/db/hash-text';
import type { SaveResult } from '#lib/db/record-types';
import { foldWhiteSpace } from '#lib/text/paragraph';
import { trimBrackets } from '../_components/mail-link';
import { leadBack } from './annotation-address';
import { parseTarget, wordsOfTarget } from './annotation-target';
import { fieldOf } from './read-annotation-form';
import type { PlaceState, SettleState } from './settle-state';

const whoFirst = 'Say who you are first, as Name <address>: Ann Ek <ann@example.org>.';
const gone = 'The annotation was deleted meanwhile.';

/** Says what became of an objection: addressed in a version, conceded, withdrawn, open again. */
export async function settle(before: SettleState, form: FormData): Promise<SettleState> {
  const kind = annotationAnswerKinds.find((word) => word === fieldOf(form, 'kind'));
  const state: SettleState = {
    kind: kind ?? before.kind,
    version: fieldOf(form, 'version'),
    message: fieldOf(form, 'mail').trim(),
    note: fieldOf(form, 'note').replace(/\s+/g, ' ').trim(),
    turn: before.turn + 1,
    problems: [],
  };
  const refuse = (...problems: string[]): SettleState => ({ ...state, problems });
  if (kind === undefined) return refuse('Choose what became of it.');
  if (kind === 'addressed' && state.version === '') return refuse('Choose the version that addressed it.');
  if (state.note.length > 1000)
    return refuse('The note has more than 1,000 characters. Write an answer to the annotation instead.');
  const message = trimBrackets(state.message);
  if (message !== '' && !/^[^\s<>]+@[^\s<>]+$/.test(message)) {
    return refuse('A Message-ID has a part after the @ and no blanks. Paste the whole line, or leave the field empty.');
  }
  const author = authorOf(form);
  if (author === undefined) return refuse(whoFirst);
  const slug = await readSlug(form, author);
  const result = await answerAnnotation(slug, {
    kind,
    ...(state.version === '' || kind === 'conceded' || kind === 'withdrawn' ? {} : { version: state.version }),
    ...(message === '' ? {} : { message }),
    author,
    date: today(),
    ...(state.note === '' ? {} : { note: state.note }),
  });
  const problems = problemsOf(result);
  if (problems.length > 0) return refuse(...problems);
  return leadToNote(form);
}

/** Says by hand where an annotation belongs in a version: on lines, or nowhere; or takes that back. */
export async function place(_: PlaceState, form: FormData): Promise<PlaceState> {
  const refuse = (...problems: string[]): PlaceState => ({ problems });
  const author = authorOf(form);
  if (author === undefined) return refuse(whoFirst);
  const message = fieldOf(form, 'page');
  const slug = await readSlug(form, author);
  const said = { message, author, date: today() };
  switch (fieldOf(form, 'intent')) {
    case 'undo': {
      const problems = problemsOf(await undoCarry(slug, message, author));
      return problems.length > 0 ? refuse(...problems) : leadToNote(form);
    }
    case 'gone': {
      const problems = problemsOf(await carryByHand(slug, { ...said, state: 'gone' }));
      return problems.length > 0 ? refuse(...problems) : leadToNote(form);
    }
    default: {
      const target = parseTarget(fieldOf(form, 'at'));
      const patch = await findPatch(message);
      const words = target === undefined || patch === undefined ? undefined : wordsOfTarget(patch.files, target);
      if (target === undefined || words === undefined || target.line === 0) {
        return refuse('Choose the number of the line that it belongs on.');
      }
      if (typeof words === 'string') return refuse(words);
      const { path, side, line, end } = target;
      const hash = hashText(foldWhiteSpace(words.lines.join('\n')));
      const range = end > line ? { end } : {};
      const result = await carryByHand(slug, { ...said, state: 'placed', path, side, line, ...range, hash });
      const problems = problemsOf(result);
      return problems.length > 0 ? refuse(...problems) : leadToNote(form);
    }
  }
}

/** The annotation that is spoken of; a remark of a mail becomes a record first. */
async function readSlug(form: FormData, author: string): Promise<string> {
  const slug = fieldOf(form, 'slug');
  if (isRemark(slug)) await adoptRemark(slug, fieldOf(form, 'message'), author);
  return slug;
}

function authorOf(form: FormData): string | undefined {
  const text = fieldOf(form, 'author');
  return findAuthor() ?? (readAuthor(text) === undefined ? undefined : setAuthor(text));
}

function problemsOf(result: SaveResult | undefined): readonly string[] {
  if (result === undefined) return [gone];
  if (result.state === 'refused') return result.issues.map(({ message }) => message);
  return result.state === 'conflict' ? ['Others are changing this annotation. Try again.'] : [];
}

/** The day in UTC, as records have it. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function leadToNote(form: FormData): never {
  return leadBack(fieldOf(form, 'page'), fieldOf(form, 'view'), `note-${encodeURIComponent(fieldOf(form, 'slug'))}`);
}
