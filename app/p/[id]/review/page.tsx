import type { Metadata } from 'next';
import { sayTarget } from '#lib/argument/record/annotation';
import { findAuthor } from '#lib/db/author';
import { buildReview, type ReviewChoice } from '#lib/db/review';
import { sendMailboxCommand } from '#lib/mail/send-command';
import { kindLabel } from '../../../_components/annotation-kind';
import { Crumb } from '../../../_components/crumb';
import { firstWords } from '../../../_components/first-words';
import { findMessageId, mailPath, patchPath } from '../../../_components/mail-link';
import { MissingMail } from '../../../_components/mail-missing';
import { counted } from '../../../_components/numbers';
import type { PageQuery } from '../../../_components/page-query';
import { ReviewMailView, Scrolled } from '../../review-mail';
import { type ReviewQuery, readReviewQuery, reviewOptions, reviewTrailers, writeReviewQuery } from '../../review-query';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export const metadata: Metadata = { title: 'Review as mail' };

/** The review of a series as mail: which annotations go, each mail as it will be, and how to send them. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const query = readReviewQuery(await searchParams);
  const options = reviewOptions(query) ?? {
    author: 'Nobody <>',
    slugs: new Set<string>(),
    trailers: [],
    withCounterexamples: false,
    base: '',
    dateMs: 0,
    zone: 0,
  };
  const review = messageId === undefined ? undefined : await buildReview(messageId, options);
  if (messageId === undefined || review === undefined) return <MissingMail messageId={messageId ?? id} what="patch" />;
  const author = findAuthor();
  const { choices, mails } = review;
  const path = patchPath(messageId);
  const chosen = choices.filter(({ isChosen }) => isChosen).map(({ note }) => note.slug);
  const mbox = `${path}review.mbox?${writeReviewQuery(query, chosen)}`;
  return (
    <>
      <Crumb up={{ href: path, label: review.title }} here="review">
        <a href={`${path}annotations`}>All annotations</a>
      </Crumb>
      <div className="headline">
        <h1>Review of “{review.title}” as mail</h1>
        <p className="note">
          {review.label}
          {author !== undefined && <>, by {author}</>}. Moot sends nothing: it writes the mails, and you send them.
        </p>
      </div>
      {author === undefined && (
        <p className="note topic">
          Nobody says who you are. Set <code>MOOT_USER</code>, or <code>user.name</code> and <code>user.email</code> of
          git, or annotate a line: the form asks.
        </p>
      )}
      {author !== undefined && <Choices choices={choices} query={query} path={path} />}
      {mails.length > 0 && (
        <section className="review-mails">
          <div className="sh">
            <h2 id="mails">{counted(mails.length, 'mail')}</h2>
            <span className="note">
              <a className="btn main" href={mbox} download>
                Download mailbox
              </a>
            </span>
          </div>
          <p className="note">
            The mailbox goes to the list with this command, which asks before each mail; <code>moot review</code> writes
            the same mails.
          </p>
          <Scrolled label="Command that sends the review" text={sendMailboxCommand(mailboxName(messageId))} />
          {mails.map((entry, index) => (
            <ReviewMailView key={entry.mail.messageId} entry={entry} number={index + 1} />
          ))}
        </section>
      )}
    </>
  );
}

function mailboxName(messageId: string): string {
  return `review-${messageId.replace(/[^\w.@+=-]/g, '_')}.mbox`;
}

interface ChoicesProps {
  readonly choices: readonly ReviewChoice[];
  readonly query: ReviewQuery;
  /** Address of the patch. */
  readonly path: string;
}

function Choices({ choices, query, path }: ChoicesProps) {
  const hasScenarios = choices.some(({ note }) => note.scenarios.length > 0);
  return (
    <form className="review-form" action="#mails">
      <input type="hidden" name="chosen" value="1" />
      {choices.length === 0 ? (
        <p className="note topic">
          You have no annotation on this version. <a href={path}>Open the patch and choose a line</a>, or send a trailer
          alone.
        </p>
      ) : (
        <fieldset>
          <legend>Annotations that go</legend>
          <ul className="review-choices">
            {choices.map(({ note, patch, sentAs, isChosen }) => (
              <li key={note.slug}>
                <label>
                  <input type="checkbox" name="note" value={note.slug} defaultChecked={isChosen} />
                  <span>
                    <b>{kindLabel(note.kind)}</b> {note.path === '' ? 'on ' : ''}
                    <code>{sayTarget(note)}</code> {firstWords(note.bodyMarkdown, 120)}
                  </span>
                </label>
                <span className="note">
                  <a href={patchPath(note.messageId)}>{patch}</a>
                  {sentAs !== undefined && (
                    <>
                      {' · '}
                      <a href={mailPath(sentAs, '')}>sent</a>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <fieldset>
        <legend>At the end of the answer to this message</legend>
        {reviewTrailers.map((key) => (
          <label key={key}>
            <input type="checkbox" name="trailer" value={key} defaultChecked={query.trailers.includes(key)} /> {key}
          </label>
        ))}
      </fieldset>
      {hasScenarios && (
        <fieldset>
          <legend>With counterexamples</legend>
          <label>
            <input type="checkbox" name="counterexamples" value="1" defaultChecked={query.withCounterexamples} /> Steps,
            counters and verdicts of the scenarios that annotations name
          </label>
          <label className="field">
            Address of this Moot for others, for links
            <input type="url" name="base" defaultValue={query.base} placeholder="https://moot.example.org" />
          </label>
        </fieldset>
      )}
      <p>
        <button type="submit" className="btn">
          Preview
        </button>
      </p>
    </form>
  );
}
