import type { Metadata } from 'next';
import { findMessage } from '#lib/db/archive';
import type { MessageView } from '#lib/db/archive-types';
import { checkWords, findSelected, mostQuoted } from '#lib/db/quote-check';
import { findParagraphs } from '#lib/text/paragraph';
import { Crumb } from '../_components/crumb';
import { authorName } from '../_components/mail-author';
import { mailPath } from '../_components/mail-link';
import { MissingMail } from '../_components/mail-missing';
import { PickWords } from './pick-words';
import { QuoteForm } from './quote-form';
import { type Pointer, type QuoteUse, quoteHref, quoteUses, readQuoteQuery } from './quote-query';
import { startQuote } from './start-quote';
import './quote.css';

export const metadata: Metadata = { title: 'Words of a mail' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const uses: Readonly<Record<QuoteUse, string>> = { claim: 'A claim', stance: 'A stance', note: 'An annotation' };

const titles: Readonly<Record<QuoteUse, string>> = {
  claim: 'Make a claim of these words',
  stance: 'Take a stance from these words',
  note: 'Annotate these words',
};

/** Makes something of words in a mail; where the address points at none, the mail's paragraphs to choose from. */
export default async function QuotePage({ searchParams }: Props) {
  const query = readQuoteQuery(await searchParams);
  const { messageId, form, use, pointer } = query;
  const message = messageId === '' ? undefined : await findMessage(messageId, form);
  if (message === undefined) return <MissingMail messageId={messageId} what="mail" />;
  const place = findPlace(message.text, pointer);
  const pointed = place === undefined ? undefined : { messageId, form, ...place };
  const words =
    pointed === undefined
      ? undefined
      : await checkWords({ ...pointed, exact: message.text.slice(pointed.start, pointed.end) });
  return (
    <>
      <Crumb up={{ href: mailPath(messageId, ''), label: message.subject || 'No subject' }} here="words">
        <a href={`/suggestions?mail=${encodeURIComponent(messageId)}`}>Suggestions</a>
        <a href="/quotes">All quotes</a>
      </Crumb>
      <div className="headline">
        <h1>{words === undefined || typeof words === 'string' ? 'Choose words in the mail' : titles[use]}</h1>
        <p className="note">
          From {authorName(message.author)}
          {message.dateIso === null ? '' : `, ${message.dateIso.slice(0, 10)}`}
        </p>
      </div>
      {words === undefined || typeof words === 'string' || pointed === undefined ? (
        <>
          {typeof words === 'string' && <p className="banner">{words}</p>}
          {words === undefined && pointer.by !== 'nothing' && (
            <p className="banner">{notFound(pointer)} Choose a paragraph below, or select the words again.</p>
          )}
          <PickWords message={message} form={form} use={use} />
        </>
      ) : (
        <>
          <Said text={message.text} start={pointed.start} end={pointed.end} />
          {words.isQuoted && <Requoted message={message} />}
          <nav className="tabs" aria-label="What to make of the words">
            {quoteUses.map((other) => (
              <a
                key={other}
                href={quoteHref({ messageId, form }, other, pointed, query.attitude)}
                aria-current={other === use ? 'page' : undefined}
              >
                {uses[other]}
              </a>
            ))}
          </nav>
          <QuoteForm
            key={use}
            {...(await startQuote(query, words))}
            words={{ ...pointed, exact: words.kept.exact }}
            back={mailPath(messageId, '')}
          />
        </>
      )}
    </>
  );
}

function findPlace(text: string, pointer: Pointer): { readonly start: number; readonly end: number } | undefined {
  switch (pointer.by) {
    case 'place':
      return pointer.start < pointer.end && pointer.end <= text.length
        ? { start: pointer.start, end: pointer.end }
        : undefined;
    case 'selection':
      return pointer.exact.length > mostQuoted ? undefined : findSelected(text, pointer);
    case 'paragraph':
      return findParagraphs(text)[pointer.paragraph - 1];
    case 'nothing':
      return undefined;
  }
}

function notFound(pointer: Pointer): string {
  if (pointer.by === 'selection' && pointer.exact.length > mostQuoted) {
    return `${pointer.exact.length} characters were selected, and a quote holds ${mostQuoted} at most.`;
  }
  return 'These words do not stand in the mail as one piece: a selection over a quote or a fold has marks between them.';
}

/** Characters shown on either side of the words. */
const around = 160;

function Said({ text, start, end }: { readonly text: string; readonly start: number; readonly end: number }) {
  const from = Math.max(0, start - around);
  const to = Math.min(text.length, end + around);
  return (
    <blockquote className="said-words">
      {from > 0 && '… '}
      {text.slice(from, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end, to)}
      {to < text.length && ' …'}
    </blockquote>
  );
}

function Requoted({ message }: { readonly message: MessageView }) {
  return (
    <p className="banner">
      Some of these words are quoted in this mail: somebody else wrote them.{' '}
      {message.parentMessageId !== null && message.isParentHeld ? (
        <>
          Better take them from <a href={mailPath(message.parentMessageId, '')}>the mail that is answered</a>, or say
          below who said them, and when.
        </>
      ) : (
        'Say below who said them, and when.'
      )}
    </p>
  );
}
