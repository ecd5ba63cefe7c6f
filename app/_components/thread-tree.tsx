import type { ThreadView } from '#lib/db/archive-types';
import { authorName } from './mail-author';
import { ShortDay } from './mail-date';
import { mailPath } from './mail-link';
import { counted } from './numbers';
import { cutThread } from './thread-window';

/** A mail's place in its thread: the mails above and around it, ghosts included, and the way to the whole. */
export function ThreadTree({ thread, messageId }: { thread: ThreadView; messageId: string }) {
  const rows = cutThread(thread.nodes, messageId);
  const total = thread.nodes.length;
  let subject = '';
  return (
    <nav aria-label="Thread" className="thread">
      <p className="lab">
        Thread,{' '}
        {thread.ghosts === 0 ? counted(thread.messages, 'mail') : `${total - thread.ghosts} of ${total} mails held`}
      </p>
      <ol className="tree">
        {rows.map((row, index) => {
          if (row.kind === 'gap') {
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no name but its place
              <li key={`gap ${index}`} className="gap">
                <a href={mailPath(messageId, 'T/')}>{counted(row.left, 'more mail')}</a>
              </li>
            );
          }
          const { node, indent } = row;
          const isNew = bareSubject(node.subject) !== subject && !node.isGhost;
          if (isNew) subject = bareSubject(node.subject);
          return (
            <li key={node.messageId} className={`in${indent}${node.isGhost ? ' ghost' : ''}`}>
              <a href={mailPath(node.messageId, '')} aria-current={node.messageId === messageId ? 'true' : undefined}>
                <b>{node.isGhost ? 'Missing mail' : authorName(node.author)}</b>
                <span className="d">
                  {node.isGhost ? (
                    node.messageId
                  ) : (
                    <>
                      <ShortDay iso={node.dateIso} />
                      {node.part !== null && ` · ${node.part}`}
                      {isNew && ` · ${subject}`}
                    </>
                  )}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A subject without the words and brackets that a reply or a patch puts before it: what a tree need not repeat. */
export function bareSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|aw|sv|fwd?|antw|回复)\s*[:：]|\s*\[[^\]]*\])+\s*/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}
