import type { Metadata } from 'next';
import { listThreadMessages } from '#lib/db/archive';
import { Crumb } from '../../../_components/crumb';
import { shortDate } from '../../../_components/dates';
import { authorName } from '../../../_components/mail-author';
import { ShortDay } from '../../../_components/mail-date';
import { flagSentences } from '../../../_components/mail-flags';
import { findMessageId, mailFragment, mailPath } from '../../../_components/mail-link';
import { MissingMail } from '../../../_components/mail-missing';
import { readThread } from '../../../_components/mail-read';
import { MailView } from '../../../_components/mail-view';
import { counted } from '../../../_components/numbers';
import { bareSubject } from '../../../_components/thread-tree';

interface Props {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const messageId = findMessageId((await params).id);
  const thread = messageId === undefined ? undefined : await readThread(messageId);
  return { title: thread === undefined ? 'Missing mail' : `Thread: ${thread.subject}` };
}

/** Characters of one mail and of all of them that the flat page shows: more is one link away. */
const mailShare = 60_000;
const pageShare = 2_500_000;

export default async function FlatThreadPage({ params }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const thread = messageId === undefined ? undefined : await readThread(messageId);
  if (thread === undefined || messageId === undefined) return <MissingMail messageId={messageId ?? id} />;
  const messages = await listThreadMessages(thread.id);
  let room = pageShare;
  let subject = '';
  return (
    <div className="flat">
      <Crumb up={{ href: mailPath(messageId, ''), label: 'The mail' }} here={messageId}>
        <a href={mailPath(messageId, 't.mbox.gz')}>Thread as mbox</a>
      </Crumb>
      <div className="patch-head">
        <h1>{thread.subject === '' ? 'No subject' : thread.subject}</h1>
        <p className="note">
          {counted(thread.messages, 'mail')} from <ShortDay iso={thread.firstIso} /> to{' '}
          <ShortDay iso={thread.lastIso} />
          {thread.ghosts > 0 && `, ${counted(thread.ghosts, 'mail')} referred to and missing`}
          {thread.cut.length > 0 &&
            `; ${counted(thread.cut.length, 'link')} between mails that went round in a circle left out`}
        </p>
        <details className="fold">
          <summary>The tree of the thread</summary>
          <ol className="tree">
            {thread.nodes.map((node) => (
              <li key={node.messageId} className={`in${Math.min(node.depth, 8)}${node.isGhost ? ' ghost' : ''}`}>
                {node.isGhost ? (
                  <a href={mailPath(node.messageId, '')}>Missing mail {node.messageId}</a>
                ) : (
                  <a href={mailFragment(node.messageId)}>
                    {`${authorName(node.author)}, ${node.dateIso === null ? 'no date' : shortDate(node.dateIso)}`}
                    {node.part !== null && ` · ${node.part}`}
                  </a>
                )}
              </li>
            ))}
          </ol>
        </details>
      </div>
      {messages.map((message) => {
        const limit = Math.max(Math.min(mailShare, room), 2000);
        room -= Math.min(message.text.length, limit);
        const isNew = bareSubject(message.subject) !== subject;
        if (isNew) subject = bareSubject(message.subject);
        return (
          <article key={message.id} id={message.messageId} data-item="">
            <header>
              <h2>
                <a href={mailPath(message.messageId, '')}>{authorName(message.author)}</a>
              </h2>
              <ShortDay iso={message.dateIso} />
              {isNew && <span>{message.subject}</span>}
              {flagSentences(message.flags).map((sentence) => (
                <span key={sentence} className="faint">
                  {sentence}
                </span>
              ))}
              <span className="sp" />
              {message.parentMessageId !== null && message.isParentHeld && (
                <a href={mailFragment(message.parentMessageId)}>Parent</a>
              )}
              <a href={mailPath(message.messageId, 'raw')}>Raw</a>
            </header>
            <MailView message={message} thread={thread} claims={[]} look="named" limit={limit} />
          </article>
        );
      })}
    </div>
  );
}
