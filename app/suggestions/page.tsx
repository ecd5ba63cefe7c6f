import type { Metadata } from 'next';
import { cueReaders } from '#lib/cue/cues';
import { type MailSuggestions, type Suggestion, suggestInMail, suggestInThread } from '#lib/db/cues';
import { Crumb } from '../_components/crumb';
import { longDate } from '../_components/dates';
import { authorName } from '../_components/mail-author';
import { mailPath, trimBrackets } from '../_components/mail-link';
import { MissingMail } from '../_components/mail-missing';
import { counted } from '../_components/numbers';
import { type PageQuery, readFirst } from '../_components/page-query';
import { quoteHref } from '../quote/quote-query';
import { dismiss } from './dismiss';
import './suggestions.css';

export const metadata: Metadata = { title: 'Suggestions' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

const said: Readonly<Record<string, string>> = {
  nobody:
    "Nobody is known to write here: start with MOOT_USER='Name <address>', or save something once and say who you are.",
  gone: 'The mail has no such suggestion any more. Nothing was noted.',
};

/** What in a mail, or in every mail of its thread, looks like something to record. Nothing is recorded by itself. */
export default async function SuggestionsPage({ searchParams }: Props) {
  const query = await searchParams;
  const ofThread = readFirst(query, 'thread') !== '';
  const messageId = trimBrackets(readFirst(query, ofThread ? 'thread' : 'mail'));
  const mails = ofThread
    ? await suggestInThread(messageId)
    : [await suggestInMail(messageId)].flatMap((one) => one ?? []);
  if (mails === undefined || (!ofThread && mails.length === 0))
    return <MissingMail what="mail" messageId={messageId} />;
  const all = mails.flatMap(({ suggestions }) => suggestions);
  const open = all.filter(({ dismissed, isRecorded }) => dismissed === null && !isRecorded);
  const kinds = cueReaders.map(({ kind, title }) => ({ title, count: open.filter((one) => one.kind === kind).length }));
  const message = said[readFirst(query, 'said')];
  const page = { of: ofThread ? 'thread' : 'mail', messageId } as const;
  return (
    <>
      <Crumb up={{ href: mailPath(messageId, ''), label: 'the mail' }} here="suggestions">
        <a href={`/suggestions?${new URLSearchParams({ [ofThread ? 'mail' : 'thread']: messageId })}`}>
          {ofThread ? 'Of this mail alone' : 'Of the whole thread'}
        </a>
      </Crumb>
      <div className="headline">
        <h1>Suggestions</h1>
        <p className="note">
          Turns of phrase that often stand where something is claimed, conceded or refused. What is meant, only a reader
          can say: nothing is recorded before you do.
        </p>
        <p>
          {counted(open.length, 'suggestion')}
          {open.length > 0 &&
            `: ${kinds
              .filter(({ count }) => count > 0)
              .map(({ title, count }) => `${count} of ${title}`)
              .join(', ')}`}
          .
        </p>
        {message !== undefined && (
          <p className="banner" role="alert">
            {message}
          </p>
        )}
      </div>
      {mails.map((mail) => (
        <OfMail key={mail.messageId} mail={mail} page={page} isAlone={!ofThread} />
      ))}
    </>
  );
}

interface Page {
  readonly of: 'mail' | 'thread';
  readonly messageId: string;
}

function OfMail({
  mail,
  page,
  isAlone,
}: {
  readonly mail: MailSuggestions;
  readonly page: Page;
  readonly isAlone: boolean;
}) {
  const open = mail.suggestions.filter(({ dismissed }) => dismissed === null);
  const left = mail.suggestions.filter(({ dismissed }) => dismissed !== null);
  if (!isAlone && open.length + left.length === 0) return null;
  return (
    <section className="suggested">
      <h2>
        <a href={mailPath(mail.messageId, '')}>{authorName(mail.author)}</a>
        <span className="note">
          {mail.dateIso !== null && ` ${longDate(mail.dateIso)}, `}
          {mail.subject}
        </span>
      </h2>
      {open.length === 0 && <p className="note">Nothing more in this mail looks like it.</p>}
      <ul>
        {open.map((one) => (
          <One key={`${one.kind} ${one.start}`} one={one} mail={mail} page={page} />
        ))}
      </ul>
      {left.length > 0 && (
        <details className="fold">
          <summary>{counted(left.length, 'suggestion')} dismissed</summary>
          <ul>
            {left.map((one) => (
              <One key={`${one.kind} ${one.start}`} one={one} mail={mail} page={page} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function One({ one, mail, page }: { readonly one: Suggestion; readonly mail: MailSuggestions; readonly page: Page }) {
  const reader = cueReaders.find(({ kind }) => kind === one.kind);
  const attitude = one.attitude ?? '';
  const use = (as: 'claim' | 'stance' | 'note') => quoteHref(mail, as, one, as === 'note' ? '' : attitude);
  return (
    <li data-item>
      <blockquote>{one.words}</blockquote>
      <p className="note">
        <b title={reader?.means}>Looks like {reader?.title ?? one.kind}</b>: {one.reason}.
        {one.isRecorded && ' Something is recorded of these words already.'}
      </p>
      {one.dismissed === null ? (
        <form action={dismiss} className="rowx">
          <Hidden one={one} mail={mail} page={page} />
          <a className="btn" href={use('claim')}>
            Make a claim
          </a>
          <a className="btn" href={use('stance')}>
            Take a stance
          </a>
          <a className="btn" href={use('note')}>
            Annotate
          </a>
          <button type="submit" name="intent" value="dismiss" className="btn quiet">
            Dismiss
          </button>
        </form>
      ) : (
        <form action={dismiss} className="rowx">
          <Hidden one={one} mail={mail} page={page} />
          <span className="note">
            Dismissed by {one.dismissed.author.replace(/ <.*>$/, '')}, {longDate(one.dismissed.at)}
          </span>
          <button type="submit" name="intent" value="recall" className="btn quiet">
            Show it again
          </button>
        </form>
      )}
    </li>
  );
}

function Hidden({
  one,
  mail,
  page,
}: {
  readonly one: Suggestion;
  readonly mail: MailSuggestions;
  readonly page: Page;
}) {
  return (
    <>
      <input type="hidden" name="of" value={page.of} />
      <input type="hidden" name="page" value={page.messageId} />
      <input type="hidden" name="mail" value={mail.messageId} />
      <input type="hidden" name="cue" value={one.kind} />
      <input type="hidden" name="hash" value={one.hash} />
    </>
  );
}
