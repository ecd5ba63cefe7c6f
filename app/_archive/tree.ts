import type { ThreadView } from '#lib/db/archive-types';

import { bareSubject } from '../_components/bare-subject';
import { authorName } from '../_components/mail-author';
import { mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { cutThread } from '../_components/thread-window';
import { shortDay } from './day';
import { type Html, html } from './html';

/** A mail's place in its thread: the mails above and around it, ghosts included, and the way to the whole. */
export function threadTree(thread: ThreadView, messageId: string): Html {
  const total = thread.nodes.length;
  let subject = '';
  const rows = cutThread(thread.nodes, messageId).map((row) => {
    if (row.kind === 'gap') {
      return html`<li class="gap"><a href="${mailPath(messageId, 'T/')}">${counted(row.left, 'more mail')}</a></li>`;
    }
    const { node, indent } = row;
    const isNew = !node.isGhost && bareSubject(node.subject) !== subject;
    if (isNew) subject = bareSubject(node.subject);
    const here = node.messageId === messageId ? html` aria-current="true"` : undefined;
    const what = node.isGhost
      ? html`${node.messageId}`
      : html`${shortDay(node.dateIso)}${node.part === null ? '' : ` · ${node.part}`}${isNew ? ` · ${subject}` : ''}`;
    return html`<li class="in${indent}${node.isGhost ? ' ghost' : ''}"><a href="${mailPath(node.messageId, '')}"${here}><b>${node.isGhost ? 'Missing mail' : authorName(node.author)}</b><span class="d">${what}</span></a></li>`;
  });
  const held =
    thread.ghosts === 0 ? counted(thread.messages, 'mail') : `${total - thread.ghosts} of ${total} mails held`;
  return html`<nav aria-label="Thread" class="thread"><p class="lab">Thread, ${held}</p><ol class="tree">${rows}</ol></nav>`;
}
