'use server';

import { redirect } from 'next/navigation';
import { findAuthor } from '#lib/db/author';
import { dismissSuggestion, recallSuggestion } from '#lib/db/cues';

/** Notes that a suggestion is to be left, or shows it again; leads back to the list with what came of it. */
export async function dismiss(form: FormData): Promise<void> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const name = { messageId: field('mail'), cue: field('cue'), hash: field('hash') };
  const author = findAuthor();
  let said = '';
  if (field('intent') === 'recall') await recallSuggestion(name);
  else if (author === undefined) said = 'nobody';
  else if ((await dismissSuggestion(name, author)) === undefined) said = 'gone';
  const page = { [field('of') === 'thread' ? 'thread' : 'mail']: field('page'), ...(said === '' ? {} : { said }) };
  redirect(`/suggestions?${new URLSearchParams(page).toString()}`);
}
