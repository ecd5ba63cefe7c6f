import type { Metadata } from 'next';
import { findMessage } from '#lib/db/archive';
import type { MessageView, ThreadView } from '#lib/db/archive-types';
import { claimsOfMessage } from '#lib/db/claims';
import { Crumb } from '../../_components/crumb';
import { authorName } from '../../_components/mail-author';
import { ShortDay } from '../../_components/mail-date';
import { MailHead } from '../../_components/mail-head';
import { findMessageId, mailPath, patchPath } from '../../_components/mail-link';
import { MissingMail } from '../../_components/mail-missing';
import { readMessage, readThread } from '../../_components/mail-read';
import { MailView } from '../../_components/mail-view';
import { counted } from '../../_components/numbers';
import { ThreadTree } from '../../_components/thread-tree';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const messageId = findMessageId((await params).id);
  const message = messageId === undefined ? undefined : await readMessage(messageId);
  return { title: message?.subject ?? 'Missing mail' };
}

export default async function MailPage({ params, searchParams }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const message = messageId === undefined ? undefined : await readMessage(messageId);
  if (message === undefined) return <MissingMail messageId={messageId ?? id} />;
  const isOpen = (await searchParams).quotes === 'open';
  const hasQuotes = message.blocks.some(({ kind }) => kind === 'quote');
  const [thread, claims, others] = await Promise.all([
    readThread(message.messageId),
    claimsOfMessage(message.messageId),
    findOthers(message),
  ]);
  const list = message.lists[0];
  const path = mailPath(message.messageId, '');
  return (
    <>
      <Crumb
        up={
          list === undefined
            ? { href: '/mail', label: 'Mail' }
            : { href: `/mail?list=${encodeURIComponent(list)}`, label: list }
        }
        here={message.messageId}
      >
        <a href={mailPath(message.messageId, 'raw')}>Raw</a>
        <a href={mailPath(message.messageId, 'mbox')}>Mail as mbox</a>
        <a href={mailPath(message.messageId, 't.mbox.gz')}>Thread as mbox</a>
        <a href={mailPath(message.messageId, 'T/')} data-key="t">
          Flat
        </a>
      </Crumb>
      <div className="mail">
        {thread !== undefined && <ThreadTree thread={thread} messageId={message.messageId} />}
        <div className="msg">
          <article>
            <h1>{message.subject === '' ? 'No subject' : message.subject}</h1>
            <MailHead message={message} />
            <div className="bar">
              {hasQuotes && (
                <span className="group">
                  <a className="btn" href={path} aria-current={isOpen ? undefined : 'true'}>
                    Quotes folded
                  </a>
                  <a className="btn" href={`${path}?quotes=open`} aria-current={isOpen ? 'true' : undefined}>
                    All open
                  </a>
                </span>
              )}
              {message.patch !== undefined && (
                <a className="btn" href={patchPath(message.messageId)}>
                  {message.patch.isCover ? 'Open the series' : 'Open the patch'}
                </a>
              )}
              <span className="sp" />
              {claims.length > 0 && <span className="note">{counted(claims.length, 'claim')} in the margin</span>}
            </div>
            <MailView message={message} thread={thread} claims={claims} look={isOpen ? 'open' : 'folded'} />
          </article>
          {others.map((other) => (
            <article key={other.id}>
              <h2>The same Message-ID again: {other.subject === '' ? 'no subject' : other.subject}</h2>
              <MailHead message={other} />
              <MailView message={other} thread={thread} claims={[]} look={isOpen ? 'open' : 'folded'} />
            </article>
          ))}
          <After message={message} thread={thread} />
        </div>
      </div>
    </>
  );
}

/** The other mails that came under the same Message-ID. */
async function findOthers(message: MessageView): Promise<MessageView[]> {
  const forms = [...new Set(message.otherForms.filter(({ kind }) => kind === 'other').map(({ form }) => form))];
  const found = await Promise.all(forms.map((form) => findMessage(message.messageId, form)));
  return found.flatMap((other) => other ?? []);
}

/** Below the mail: its answers, its neighbours in the thread, and the other raw forms kept of it. */
function After({ message, thread }: { message: MessageView; thread: ThreadView | undefined }) {
  const hasQuotes = message.blocks.some(({ kind }) => kind === 'quote');
  const nodes = thread?.nodes ?? [];
  const replies = nodes.filter((node) => node.parentMessageId === message.messageId);
  const held = nodes.filter((node) => !node.isGhost);
  const here = held.findIndex((node) => node.messageId === message.messageId);
  const before = held[here - 1];
  const after = held[here + 1];
  const copies = message.otherForms.filter(({ kind }) => kind === 'copy');
  return (
    <div className="after">
      <section>
        <h2 className="lab">{replies.length === 0 ? 'No answer is held' : counted(replies.length, 'answer')}</h2>
        <ul>
          {replies.slice(0, 50).map((reply) => (
            <li key={reply.messageId}>
              <a href={mailPath(reply.messageId, '')}>{reply.isGhost ? 'Missing mail' : authorName(reply.author)}</a>{' '}
              {!reply.isGhost && <ShortDay iso={reply.dateIso} />}
            </li>
          ))}
        </ul>
      </section>
      <p className="pager">
        {before !== undefined && (
          <a href={mailPath(before.messageId, '')} rel="prev">
            Previous mail
          </a>
        )}
        {after !== undefined && (
          <a href={mailPath(after.messageId, '')} rel="next">
            Next mail
          </a>
        )}
        <span className="note">
          {(before !== undefined || after !== undefined) && (
            <>
              <kbd>n</kbd> <kbd>p</kbd> next, previous mail{' '}
            </>
          )}
          <kbd>t</kbd> whole thread{' '}
          {hasQuotes && (
            <>
              <kbd>z</kbd> fold
            </>
          )}
        </span>
      </p>
      {copies.length > 0 && (
        <section>
          <h2 className="lab">Kept as it came over another list too</h2>
          <ul>
            {copies.map((copy) => (
              <li key={copy.hash}>
                <a href={`${mailPath(message.messageId, 'raw')}?hash=${copy.hash}`}>
                  {counted(copy.size, 'byte')}, raw
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
