import type { MessageView } from '#lib/db/archive-types';
import { placeBlocks } from '#lib/mail/block-places';
import { findParagraphs } from '#lib/text/paragraph';
import { findSentences } from '#lib/text/sentence';
import { type QuoteUse, quoteHref } from './quote-query';

interface Props {
  readonly message: MessageView;
  readonly form: number;
  readonly use: QuoteUse;
}

/** Paragraphs shown at most: a longer mail is selected from on its own page. */
const most = 200;

/** What the author wrote, by paragraphs: each is a link, and so is each of its sentences. Works without scripts. */
export function PickWords({ message, form, use }: Props) {
  const own = placeBlocks(message.text, message.blocks).filter(({ block }) => block.kind === 'text');
  const paragraphs = own.flatMap(({ start, end }) =>
    findParagraphs(message.text.slice(start, end)).map((place) => ({
      start: start + place.start,
      end: start + place.end,
    })),
  );
  if (paragraphs.length === 0) return <p className="note">This mail has no words of its author.</p>;
  const mail = { messageId: message.messageId, form };
  return (
    <ol className="pick-words" aria-label="Sentences of the mail, each a link">
      {paragraphs.slice(0, most).map((place) => {
        const sentences = findSentences(message.text, place.start, place.end);
        return (
          <li key={place.start} data-item>
            <p>
              {sentences.map((sentence) => (
                <a key={sentence.start} href={quoteHref(mail, use, sentence)}>
                  {message.text.slice(sentence.start, sentence.end)}
                </a>
              ))}
            </p>
            {sentences.length > 1 && (
              <a className="note" href={quoteHref(mail, use, place)}>
                the whole paragraph
              </a>
            )}
          </li>
        );
      })}
      {paragraphs.length > most && (
        <li className="note">{paragraphs.length - most} paragraphs more: select their words in the mail itself.</li>
      )}
    </ol>
  );
}
