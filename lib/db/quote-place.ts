import { hashText } from '#lib/db/hash-text';
import { findQuote, type TextPositionSelector, type TextQuoteSelector } from '#lib/text/anchor';
import { findHashed, type HashedWords } from '#lib/text/hashed-words';
import { findParagraphs, paragraphAt } from '#lib/text/paragraph';

/** Words as they were taken from a mail, with their place there and the form of the mail: see `Quote` in the schema. */
export interface KeptWords extends TextQuoteSelector, TextPositionSelector {
  readonly form: number;
}

/** What a mail says now, in each of the forms it is held in; none where it is not held. */
export interface MailForm {
  /** 0 for the mail that is shown under its Message-ID. */
  readonly form: number;
  readonly text: string;
}

/**
 * What became of quoted words. `exact`: they stand where they were taken. `moved`: the same words stand elsewhere in the
 * mail; `from` is the paragraph that the anchor names, null where it names none. `orphaned`: they stand nowhere in it;
 * `words` are what was kept of them, null where only their hash was. `absent`: the mail was never held here and nothing was
 * kept, so nothing can be told.
 */
export type QuotePlace =
  | ({ readonly state: 'exact'; readonly form: number; readonly paragraph: number } & TextPositionSelector)
  | ({
      readonly state: 'moved';
      readonly form: number;
      readonly paragraph: number;
      readonly from: number | null;
    } & TextPositionSelector)
  | { readonly state: 'orphaned'; readonly why: OrphanReason; readonly words: string | null }
  | { readonly state: 'absent' };

/** The mail is gone; it says something else; or another mail under the same Message-ID says it. */
export type OrphanReason = 'mail gone' | 'text differs' | 'another form';

/** Places the words of an anchor in what the mail says now. They are never put elsewhere without its being said. */
export function placeQuote(anchor: HashedWords, kept: KeptWords | undefined, forms: readonly MailForm[]): QuotePlace {
  if (forms.length === 0) {
    return kept === undefined ? { state: 'absent' } : { state: 'orphaned', why: 'mail gone', words: kept.exact };
  }
  const own = kept?.form ?? 0;
  const found = placeIn(
    anchor,
    kept,
    forms.find(({ form }) => form === own),
  );
  if (found !== undefined) return found;
  const isElsewhere = forms.some((other) => other.form !== own && placeIn(anchor, kept, other) !== undefined);
  return { state: 'orphaned', why: isElsewhere ? 'another form' : 'text differs', words: kept?.exact ?? null };
}

function placeIn(anchor: HashedWords, kept: KeptWords | undefined, mail: MailForm | undefined): QuotePlace | undefined {
  if (mail === undefined) return undefined;
  const { form, text } = mail;
  const from = anchor.paragraph;
  if (kept === undefined) {
    const found = findHashed(text, anchor, hashText);
    if (found === undefined) return undefined;
    return from === found.paragraph ? { state: 'exact', form, ...found } : { state: 'moved', form, from, ...found };
  }
  const found = findQuote(text, kept, kept);
  if (found.state === 'orphaned') return undefined;
  const { start, end } = found;
  const paragraph = paragraphAt(findParagraphs(text), start);
  return found.state === 'exact'
    ? { state: 'exact', form, paragraph, start, end }
    : { state: 'moved', form, paragraph, from, start, end };
}
