'use server';

import { redirect } from 'next/navigation';
import { printIssue } from '#lib/argument/issue';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { saveRecord } from '#lib/db/save-record';
import { findId } from '#lib/markdown/edit-front';
import { renderMarkdown } from '#lib/markdown/render';
import { addFromForm, findAddition } from './additions';
import type { EditState } from './edit-state';
import { bodyOf, normalLines } from './front-matter';
import { findEditedKind, recordPath } from './record-path';

/** One round of the editor: adds to a list, previews, or saves. Never loses what was typed. */
export async function edit(before: EditState, form: FormData): Promise<EditState> {
  const intent = form.get('intent')?.toString() ?? 'preview';
  const text = normalLines(form.get('text')?.toString() ?? '');
  const next: EditState = {
    ...before,
    text,
    note: form.get('note')?.toString() ?? '',
    version: Number(form.get('version')?.toString() ?? before.version),
    round: before.round + 1,
    problems: [],
    current: null,
    preview: null,
    asksAuthor: findAuthor() === undefined,
  };
  const addition = findAddition(intent);
  if (addition !== undefined) {
    const added = addFromForm(text, addition, form);
    return 'text' in added ? { ...next, text: added.text } : { ...next, problems: [added.problem] };
  }
  if (intent === 'save') return save(next, form.get('author')?.toString() ?? '');
  return { ...next, preview: renderMarkdown(bodyOf(text)) };
}

async function save(state: EditState, given: string): Promise<EditState> {
  const kind = findEditedKind(state.kind);
  const slug = state.slug ?? findId(state.text);
  if (kind === undefined || slug === undefined) {
    return { ...state, problems: ['The front matter has no id. Give the record a name in lower case with hyphens.'] };
  }
  const author = findAuthor() ?? (readAuthor(given) === undefined ? undefined : setAuthor(given));
  if (author === undefined) {
    return { ...state, asksAuthor: true, problems: ['Say who you are, as: Name <address>. It is asked once.'] };
  }
  const note = state.note.trim() === '' ? null : state.note.trim();
  const result = await saveRecord({ kind, slug, text: state.text, version: state.version, author, note });
  switch (result.state) {
    case 'refused':
      return { ...state, problems: result.issues.map(printIssue) };
    case 'conflict':
      return { ...state, current: result.current, version: result.current.version };
    case 'saved':
      return redirect(recordPath(kind, result.slug));
  }
}
