import { trimBrackets } from '../_components/mail-link';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What is to be made of words in a mail. */
export const quoteUses = ['claim', 'stance', 'note'] as const;

export type QuoteUse = (typeof quoteUses)[number];

/** How the address points at words: by their place, by a selection on a page, or by the number of a paragraph. */
export type Pointer =
  | { readonly by: 'place'; readonly start: number; readonly end: number }
  | { readonly by: 'selection'; readonly exact: string; readonly prefix: string; readonly suffix: string }
  | { readonly by: 'paragraph'; readonly paragraph: number }
  | { readonly by: 'nothing' };

/** What the page of a quote is asked for. */
export interface QuoteQuery {
  readonly messageId: string;
  /** Which of the mails under the Message-ID; 0 but where several came. */
  readonly form: number;
  readonly use: QuoteUse;
  readonly pointer: Pointer;
  /** What the stance or the annotation would be, where a suggestion says so; '' where nobody does. */
  readonly attitude: string;
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

export function readQuoteQuery(query: PageQuery): QuoteQuery {
  const use = quoteUses.find((word) => word === readFirst(query, 'as')) ?? 'claim';
  return {
    messageId: trimBrackets(readFirst(query, 'mail')),
    form: wholeNumber(readFirst(query, 'form')) ?? 0,
    use,
    pointer: readPointer(query),
    attitude: readFirst(query, 'attitude'),
  };
}

function readPointer(query: PageQuery): Pointer {
  const [start, end] = [wholeNumber(readFirst(query, 'start')), wholeNumber(readFirst(query, 'end'))];
  if (start !== undefined && end !== undefined) return { by: 'place', start, end };
  // Blanks at the ends tell one place from another: they stay.
  const plain = (name: string) => [query[name] ?? ''].flat()[0] ?? '';
  const exact = plain('words');
  if (exact.trim() !== '') return { by: 'selection', exact, prefix: plain('before'), suffix: plain('after') };
  const paragraph = wholeNumber(readFirst(query, 'paragraph'));
  return paragraph === undefined ? { by: 'nothing' } : { by: 'paragraph', paragraph };
}

/** The address that makes something of words in a mail. */
export function quoteHref(
  { messageId, form = 0 }: { readonly messageId: string; readonly form?: number },
  use: QuoteUse | '',
  place?: { readonly start: number; readonly end: number },
  attitude = '',
): string {
  return writeHref('/quote', {
    mail: messageId,
    form: form === 0 ? '' : String(form),
    as: use,
    start: place === undefined ? '' : String(place.start),
    end: place === undefined ? '' : String(place.end),
    attitude,
  });
}
