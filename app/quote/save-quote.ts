'use server';

import { redirect } from 'next/navigation';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { checkWords } from '#lib/db/quote-check';
import { mailPath } from '../_components/mail-link';
import { findChoices } from './claim-choices';
import { makeOfWords } from './make-of-words';
import type { QuoteState } from './quote-state';
import { readQuoteForm } from './read-quote-form';

/** One round of the form: looks for claims, or saves. A save leads back to the mail. Nothing typed is ever lost. */
export async function saveQuote(before: QuoteState, form: FormData): Promise<QuoteState> {
  const { intent, pointed, fields } = readQuoteForm(form);
  const next: QuoteState = {
    ...before,
    fields,
    problems: [],
    asksAuthor: findAuthor() === undefined,
  };
  if (intent === 'find') return { ...next, ...(await findChoices(fields.find ?? '', pointed.messageId)) };
  const refuse = (...problems: readonly string[]): QuoteState => ({ ...next, problems });
  const given = fields.author ?? '';
  const author = findAuthor() ?? (readAuthor(given) === undefined ? undefined : setAuthor(given));
  if (author === undefined) {
    return { ...refuse('Say who you are, as: Name <address>. It is asked once.'), asksAuthor: true };
  }
  try {
    const words = await checkWords(pointed);
    if (typeof words === 'string') return refuse(words);
    const made = await makeOfWords(before.use, fields, words, author);
    if (made.problems.length > 0) {
      const choices = made.isStale ? await findChoices(fields.find ?? '', pointed.messageId) : {};
      return { ...refuse(...made.problems), ...choices };
    }
  } catch (error) {
    console.error(error);
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`The server could not save it: ${why}. What you wrote stands below; try again.`);
  }
  redirect(mailPath(pointed.messageId, ''));
}
