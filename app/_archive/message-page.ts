import type { MessageView, ThreadView } from '#lib/db/archive-types';
import type { MarginEntry } from '#lib/db/margin';
import { authorName } from '../_components/mail-author';
import { listPath, mailPath, patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { quoteHref } from '../quote/quote-query';
import { mailAnchor } from './anchor';
import { crumb } from './crumb';
import { shortDay } from './day';
import { mailHead } from './head';
import { empty, type Html, html } from './html';
import type { QuoteLook } from './quote';
import { threadTree } from './tree';
import { mailView } from './view';

/** What the page of a mail shows. */
export interface MessagePage {
  readonly message: MessageView;
  /** The other mails that came under its Message-ID. */
  readonly others: readonly MessageView[];
  readonly thread: ThreadView | undefined;
  readonly margin: readonly MarginEntry[];
  readonly look: QuoteLook;
}

/** A mail beside its thread, with the claims made in it in its margin. */
export function messagePage({ message, others, thread, margin, look }: MessagePage): Html {
  const { messageId } = message;
  const list = message.lists[0];
  const up = list === undefined ? { href: '/mail', label: 'Mail' } : { href: listPath(list), label: list };
  const path = (view: string) => mailPath(messageId, view);
  const actions = html`<a href="${path('raw')}">Raw</a><a href="${path('mbox')}">Mail as mbox</a><a href="${path('t.mbox.gz')}">Thread as mbox</a><a href="${path('t/')}">Nested</a><a href="${path('T/')}#u" data-key="t">Flat</a>`;
  const bar = html`<div class="bar">${hasQuotes(message) ? quoteChoice(messageId, look) : empty}${openPatch(message)}<span class="sp"></span>${margin.length === 0 ? empty : html`<span class="note">${counted(margin.length, 'note')} in the margin</span>`}<a class="btn" href="${quoteHref({ messageId }, '')}" data-key="q">Quote</a><a class="btn" href="/suggestions?${new URLSearchParams({ mail: messageId }).toString()}">Suggestions</a></div>`;
  const again = others.map(
    (other, index) =>
      html`<article data-message="${other.id}" data-mail="${messageId}" data-form="${index + 1}"><h2>The same Message-ID again: ${other.subject === '' ? 'no subject' : other.subject}</h2>${mailHead(other)}${mailView(other, { thread, margin: [], look })}</article>`,
  );
  return html`${crumb(up, messageId, actions)}<div class="mail">${thread === undefined ? empty : threadTree(thread, messageId)}<div class="msg"><article id="${mailAnchor(messageId)}" data-message="${message.id}" data-mail="${messageId}"><h1>${message.subject === '' ? 'No subject' : message.subject}</h1>${mailHead(message)}${bar}${mailView(message, { thread, margin, look })}</article>${again}${after(message, thread)}</div></div>`;
}

function hasQuotes(message: MessageView): boolean {
  return message.blocks.some(({ kind }) => kind === 'quote');
}

function quoteChoice(messageId: string, look: QuoteLook): Html {
  const current = html` aria-current="true"`;
  const path = mailPath(messageId, '');
  return html`<span class="group"><a class="btn" href="${path}"${look === 'open' ? empty : current}>Quotes folded</a><a class="btn" href="${path}?quotes=open"${look === 'open' ? current : empty}>All open</a></span>`;
}

function openPatch({ messageId, patch }: MessageView): Html {
  if (patch === undefined) return empty;
  return html`<a class="btn" href="${patchPath(messageId)}">${patch.isCover ? 'Open the series' : 'Open the patch'}</a>`;
}

/** Answers listed below a mail. */
const shownAnswers = 50;

/** Below the mail: its answers, its neighbours in the thread, and the other raw forms kept of it. */
function after(message: MessageView, thread: ThreadView | undefined): Html {
  const nodes = thread?.nodes ?? [];
  const replies = nodes.filter((node) => node.parentMessageId === message.messageId);
  const held = nodes.filter((node) => !node.isGhost);
  const here = held.findIndex((node) => node.messageId === message.messageId);
  const before = held[here - 1];
  const next = held[here + 1];
  const answers = replies
    .slice(0, shownAnswers)
    .map(
      (reply) =>
        html`<li><a href="${mailPath(reply.messageId, '')}">${reply.isGhost ? 'Missing mail' : authorName(reply.author)}</a> ${reply.isGhost ? empty : shortDay(reply.dateIso)}</li>`,
    );
  const isBeside = before !== undefined || next !== undefined;
  const keys = html`${isBeside ? html`<kbd>n</kbd> <kbd>p</kbd> next, previous mail ` : empty}<kbd>t</kbd> whole thread ${hasQuotes(message) ? html`<kbd>z</kbd> fold` : empty}`;
  const pager = html`<p class="pager">${before === undefined ? empty : html`<a href="${mailPath(before.messageId, '')}" rel="prev">Previous mail</a>`}${next === undefined ? empty : html`<a href="${mailPath(next.messageId, '')}" rel="next">Next mail</a>`}<span class="note">${keys}</span></p>`;
  const left = replies.length - shownAnswers;
  const more =
    left > 0
      ? html`<li><a href="${mailPath(message.messageId, 't/')}#u">${counted(left, 'answer')} more in the thread</a></li>`
      : empty;
  return html`<div class="after"><section><h2 class="lab">${replies.length === 0 ? 'No answer is held' : counted(replies.length, 'answer')}</h2><ul>${answers}${more}</ul></section>${pager}${copies(message)}</div>`;
}

function copies(message: MessageView): Html {
  const rows = message.otherForms
    .filter(({ kind }) => kind === 'copy')
    .map(
      ({ hash, size }) =>
        html`<li><a href="${mailPath(message.messageId, 'raw')}?hash=${hash}">${counted(size, 'byte')}, raw</a></li>`,
    );
  if (rows.length === 0) return empty;
  return html`<section><h2 class="lab">Kept as it came over another list too</h2><ul>${rows}</ul></section>`;
}
