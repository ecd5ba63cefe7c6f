'use server';

import { redirect } from 'next/navigation';
import { printIssue } from '#lib/argument/issue';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { saveRecord } from '#lib/db/save-record';
import { findId } from '#lib/markdown/edit-front';
import { renderMarkdown } from '#lib/markdown/render';
import { addFromForm, findAddition, readFields, refuseUnadded } from './additions';
import type { EditState } from './edit-state';
import { bodyOf, normalLines } from './front-matter';
import { findEditedKind, kindNames, type RecordPath, recordPath } from './record-path';

/** One round of the editor: adds to a list, previews, or saves. Never loses what was typed. */
export async function edit(before: EditState, form: FormData): Promise<EditState> {
  const intent = form.get('intent')?.toString() ?? 'preview';
  const text = normalLines(form.get('text')?.toString() ?? '');
  const next: EditState = {
    ...before,
    text,
    note: form.get('note')?.toString() ?? '',
    author: form.get('author')?.toString() ?? '',
    fields: readFields(form),
    version: Number(form.get('version')?.toString() ?? before.version),
    problems: [],
    current: null,
    preview: null,
    asksAuthor: findAuthor() === undefined,
  };
  const addition = findAddition(intent);
  if (addition !== undefined) {
    const added = addFromForm(text, addition, next.fields);
    return 'text' in added
      ? { ...next, text: added.text, fields: added.fields, changes: before.changes + 1 }
      : { ...next, problems: [added.problem] };
  }
  if (intent !== 'save') return { ...next, preview: renderMarkdown(bodyOf(text)) };
  const saved = await save(next).catch((error: unknown): EditState => {
    console.error(error);
    const why = error instanceof Error ? error.message : String(error);
    return { ...next, problems: [`The server could not save it: ${why}. Your text stands below; try again.`] };
  });
  return typeof saved === 'string' ? redirect(saved) : saved;
}

/** The address of what was saved, or the round that says why it was not. */
async function save(state: EditState): Promise<EditState | RecordPath> {
  const kind = findEditedKind(state.kind);
  const slug = state.slug ?? findId(state.text);
  if (kind === undefined || slug === undefined) {
    return { ...state, problems: ['The front matter has no id. Give the record a name in lower case with hyphens.'] };
  }
  const unadded = refuseUnadded(state.fields);
  if (unadded !== undefined) return { ...state, problems: [unadded] };
  const author = findAuthor() ?? (readAuthor(state.author) === undefined ? undefined : setAuthor(state.author));
  if (author === undefined) {
    return { ...state, asksAuthor: true, problems: ['Say who you are, as: Name <address>. It is asked once.'] };
  }
  const note = state.note.trim() === '' ? null : state.note.trim();
  const result = await saveRecord({ kind, slug, text: state.text, version: state.version, author, note });
  switch (result.state) {
    case 'refused':
      return { ...state, asksAuthor: false, problems: result.issues.map(printIssue) };
    case 'conflict': {
      if (state.slug === null) {
        const taken = `There is a ${kindNames[kind]} ${slug} already. Give yours another id, or edit that one.`;
        return { ...state, asksAuthor: false, problems: [taken] };
      }
      return { ...state, asksAuthor: false, current: result.current, version: result.current.version };
    }
    case 'saved':
      return recordPath(kind, result.slug);
  }
}
