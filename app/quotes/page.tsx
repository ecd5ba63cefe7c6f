import type { Metadata } from 'next';
import type { QuotePlace } from '#lib/db/quote-place';
import { listQuotes, type QuoteRow } from '#lib/db/quotes';
import { longDate } from '../_components/dates';
import { mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { quoteHref } from '../quote/quote-query';
import './quotes.css';

export const metadata: Metadata = { title: 'Quotes' };

/** Every quote by what became of its words: those that nobody would miss otherwise come first. */
export default async function QuotesPage() {
  const rows = await listQuotes();
  const of = (state: QuotePlace['state']) => rows.filter(({ place }) => place.state === state);
  const [orphaned, moved, exact, absent] = [of('orphaned'), of('moved'), of('exact'), of('absent')];
  return (
    <>
      <div className="headline">
        <h1>Quotes</h1>
        <p className="note">
          A stance points at words in a mail. They are looked for anew each time; nothing is moved or dropped silently.
        </p>
        <p>
          {counted(exact.length, 'quote')} {exact.length === 1 ? 'stands' : 'stand'} where{' '}
          {exact.length === 1 ? 'it was' : 'they were'} taken, {moved.length} elsewhere in{' '}
          {moved.length === 1 ? 'its mail' : 'their mails'}, {orphaned.length} nowhere; {absent.length}{' '}
          {absent.length === 1 ? 'is' : 'are'} of mail that is not imported.
        </p>
      </div>
      <Section
        id="orphaned"
        title="Words that stand nowhere"
        none="No quote has lost its words."
        rows={orphaned}
        what="Open the record and take the words again from the mail, or take the anchor out of its stance. Where the mail is gone, import it again: the quote is whole then."
      />
      <Section
        id="moved"
        title="Words that stand elsewhere"
        none="No quote has moved."
        rows={moved}
        what="The same words, at another place of the same mail. Look whether they are the ones that were meant; taken again from there they stand exactly."
      />
      {absent.length > 0 && (
        <section className="sec-plain" id="absent">
          <h2>Of mail that is not imported</h2>
          <p className="note">
            Their words are known by a hash alone, as content/ has them. <code>moot import</code> brings the mail, and
            with it the words.
          </p>
          <details className="fold">
            <summary>{counted(absent.length, 'quote')}</summary>
            <List rows={absent} />
          </details>
        </section>
      )}
    </>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly what: string;
  readonly rows: readonly QuoteRow[];
}

function Section({ id, title, none, what, rows }: SectionProps) {
  return (
    <section className="sec-plain" id={id}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="note">{none}</p>
      ) : (
        <>
          <p className="note">{what}</p>
          <List rows={rows} />
        </>
      )}
    </section>
  );
}

function List({ rows }: { readonly rows: readonly QuoteRow[] }) {
  return (
    <ul className="quotes">
      {rows.map(({ of, anchor, date, place, words }) => (
        <li key={`${of.kind} ${of.slug} ${of.kind === 'annotation' ? '' : of.stance}`} data-item>
          {words !== null && <blockquote>{words}</blockquote>}
          <p>
            <Of of={of} />
          </p>
          <p className="note">
            <b>{stateWords(place, anchor.paragraph)}</b> <a href={mailPath(anchor.messageId, '')}>{anchor.messageId}</a>
            {date !== '' && <>, {longDate(date)}</>}
          </p>
          <p className="note acts">
            {of.kind !== 'annotation' && <a href={`/edit/${of.kind}/${of.slug}`}>Edit the {of.kind}</a>}
            {place.state === 'moved' && (
              <a href={quoteHref({ messageId: anchor.messageId, form: place.form }, 'stance', place)}>
                Take them from there
              </a>
            )}
            {place.state === 'orphaned' && place.why !== 'mail gone' && (
              <a href={quoteHref({ messageId: anchor.messageId }, 'stance')}>Choose words in the mail</a>
            )}
            {words !== null && place.state === 'orphaned' && (
              <a href={`/search?q=${encodeURIComponent(`"${firstWords(words)}"`)}`}>Search the archive for them</a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Of({ of }: { readonly of: QuoteRow['of'] }) {
  if (of.kind === 'annotation') return <>Annotation: {of.title}</>;
  return (
    <>
      <a href={`/people/${of.person.slug}`}>{of.person.name}</a> {of.attitude}{' '}
      {of.kind === 'claim' ? <a href={`/claims/${of.slug}`}>{of.title}</a> : <>the change {of.title}</>}
    </>
  );
}

/** What became of the words, in a sentence. */
export function stateWords(place: QuotePlace, paragraph: number | null): string {
  switch (place.state) {
    case 'exact':
      return `Paragraph ${place.paragraph} of`;
    case 'moved':
      return place.from === place.paragraph
        ? `Elsewhere in paragraph ${place.paragraph} of`
        : `In paragraph ${place.paragraph}, ${place.from === null ? 'taken from no place that is known' : `taken from paragraph ${place.from}`}, of`;
    case 'orphaned':
      switch (place.why) {
        case 'mail gone':
          return 'The mail is not held any more:';
        case 'text differs':
          return `Taken from ${paragraph === null ? 'the mail' : `paragraph ${paragraph}`}; the mail says something else now:`;
        case 'another form':
          return 'Another mail under the same Message-ID says it, not the one that is shown:';
      }
      break;
    case 'absent':
      return `Paragraph ${paragraph ?? '?'} of`;
  }
}

function firstWords(text: string): string {
  return text
    .replace(/["\s]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 8)
    .join(' ');
}
