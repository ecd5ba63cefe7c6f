import { findMessage } from '#lib/db/archive';
import type { Author } from '#lib/db/archive-types';
import { hashText } from '#lib/db/hash-text';
import { getMoot, type Moot } from '#lib/db/open';
import type { KeptWords } from '#lib/db/quote-place';
import type { Anchor } from '#lib/db/quotes';
import { placeBlocks } from '#lib/mail/block-places';
import { anchorQuote, findQuote } from '#lib/text/anchor';
import { findParagraphs, foldWhiteSpace, paragraphAt } from '#lib/text/paragraph';

/** Words that somebody points at: their place in the mail as the page had it, and the words themselves. */
export interface PointedWords {
  readonly messageId: string;
  readonly form: number;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

/** Words that stand in their mail, with all that an anchor and its keeping need. */
export interface CheckedWords {
  readonly anchor: Anchor & { readonly paragraph: number };
  readonly kept: KeptWords;
  /** Who wrote the mail, and the day it says, ISO 8601; null where it says none. */
  readonly writer: Author;
  readonly date: string | null;
  readonly subject: string;
  /** Whether some of the words are quoted there: then somebody else wrote them. */
  readonly isQuoted: boolean;
}

/** Most characters of a quote: a paragraph, not a mail. */
export const mostQuoted = 4000;

/**
 * Checks words against the mail as it is held now. Gives a sentence that says what is wrong, and what to do, where they do
 * not stand there.
 */
export async function checkWords(
  { messageId, form, start, end, exact }: PointedWords,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<CheckedWords | string> {
  const message = await findMessage(messageId, form, where);
  if (message === undefined) {
    return 'This mail is not held here any more. Copy what you wrote, import the mail again, and select the words anew.';
  }
  const { text } = message;
  if (exact.trim() === '') return 'No words are selected. Select some in the mail first.';
  if (exact.length > mostQuoted) {
    return `${exact.length} characters are selected, and a quote holds ${mostQuoted} at most. Select the sentence that matters.`;
  }
  if (text.slice(start, end) !== exact) {
    return 'These words do not stand at that place of the mail. Select them again in the mail as it is now.';
  }
  const paragraphs = findParagraphs(text);
  const paragraph = paragraphAt(paragraphs, start);
  const whole = paragraphs[paragraph - 1] ?? { start, end };
  const rest = text.slice(end, whole.end);
  const above = text.slice(whole.start, start);
  const again = { exact, prefix: '', suffix: '' };
  if ([rest, above].some((other) => findQuote(other, again).state !== 'orphaned')) {
    return 'These words stand more than once in their paragraph, and an anchor could not tell them apart. Select some words more.';
  }
  const quoted = placeBlocks(text, message.blocks).filter(({ block }) => block.kind === 'quote');
  return {
    anchor: { messageId, paragraph, hash: hashText(foldWhiteSpace(exact)) },
    kept: { form, start, end, ...anchorQuote(text, start, end) },
    writer: message.author,
    date: message.dateIso?.slice(0, 10) ?? null,
    subject: message.subject,
    isQuoted: quoted.some((block) => block.start < end && start < block.end),
  };
}

/**
 * Finds the place of words that were selected on a page, where white space may differ from the mail's, by the words around
 * them. undefined where they stand nowhere in it.
 */
export function findSelected(
  text: string,
  selected: { readonly exact: string; readonly prefix: string; readonly suffix: string },
): { readonly start: number; readonly end: number } | undefined {
  const found = findQuote(text, selected);
  return found.state === 'orphaned' ? undefined : { start: found.start, end: found.end };
}
