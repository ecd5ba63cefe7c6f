'use server';

import { printIssue } from '#lib/argument/issue';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { saveRecord } from '#lib/db/save-record';
import { leadBack } from './annotation-address';
import { changeText, type DeclareFields, readDeclareFields } from './declare-fields';

/** One round of the form: what stands in it, and why it was not saved. */
export interface DeclareState {
  readonly fields: DeclareFields;
  readonly problems: readonly string[];
  readonly asksAuthor: boolean;
}

/** Makes a change record that says what a patch, or its version, does. Never loses what was typed. */
export async function declare(_: DeclareState, form: FormData): Promise<DeclareState> {
  const fields = readDeclareFields(form);
  const given = form.get('author')?.toString() ?? '';
  const author = findAuthor() ?? (readAuthor(given) === undefined ? undefined : setAuthor(given));
  if (author === undefined) {
    return { fields, asksAuthor: true, problems: ['Say who you are, as: Name <address>. It is asked once.'] };
  }
  const text = changeText(fields);
  if (typeof text !== 'string') return { fields, asksAuthor: false, problems: text.problems };
  const result = await saveRecord({ kind: 'change', slug: fields.id, text, version: 0, author, note: null });
  // The page of the form at another address: a way to where one is already would show nothing new.
  if (result.state === 'saved') leadBack(fields.page, `said=${fields.id}`, 'effect');
  const problems =
    result.state === 'refused'
      ? result.issues.map(printIssue)
      : [`There is a change ${fields.id} already. Give this one another name, or edit that one.`];
  return { fields, asksAuthor: false, problems };
}
