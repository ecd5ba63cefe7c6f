import type { ListedThread, MailLine, ThreadSlice } from '#lib/db/archive-list';
import { authorName } from '../_components/mail-author';
import { listPath, mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { mailAnchor } from './anchor';
import { shortDay } from './day';
import { empty, type Html, html } from './html';
import { printStart } from './list-place';

/** What the page of a list shows; without a list, of all of them. */
export interface ListPage {
  readonly list: string | undefined;
  /** All lists, those with most mail first. */
  readonly lists: readonly { readonly name: string; readonly messages: number }[];
  readonly slice: ThreadSlice;
}

/** Lists that are named above the threads. */
const shownLists = 30;

/** The threads of a list in order of their last mail, each with its newest mails. */
export function listPage({ list, lists, slice }: ListPage): Html {
  const here = list === undefined ? '/mail' : listPath(list);
  const count = list === undefined ? undefined : lists.find(({ name }) => name === list)?.messages;
  const words = `${count === undefined ? '' : `${counted(count, 'mail')}. `}Threads, the latest answer first`;
  const feed = list === undefined ? '/mail/new.atom' : `${listPath(list)}new.atom`;
  const whole = list === undefined ? empty : html`<a href="${listPath(list)}all.mbox.gz">All as mbox</a> · `;
  const note =
    slice.threads.length === 0 ? empty : html`<p class="note">${words} · ${whole}<a href="${feed}">Feed</a></p>`;
  return html`<div class="headline"><h1>Mail${list === undefined ? '' : ` on ${list}`}</h1>${note}</div>${listNames(list, lists)}${threads(list, slice)}${pager(here, slice)}${slice.threads.length === 0 ? empty : html`<p class="note"><kbd>j</kbd> <kbd>k</kbd> next, previous thread <kbd>/</kbd> search</p>`}`;
}

function listNames(list: string | undefined, lists: ListPage['lists']): Html {
  if (lists.length <= 1) return empty;
  const tag = (href: string, label: string, isHere: boolean) =>
    html`<a class="tag" href="${href}"${isHere ? html` aria-current="true"` : empty}>${label}</a>`;
  const tags = lists.slice(0, shownLists).map(({ name }) => tag(listPath(name), name, name === list));
  return html`<nav class="rowx lists" aria-label="Lists">${tag('/mail', 'All lists', list === undefined)}${tags}</nav>`;
}

function threads(list: string | undefined, { threads: rows, hasNewer, hasOlder }: ThreadSlice): Html {
  if (rows.length > 0) return html`<ol class="threads dated">${rows.map(threadRow)}</ol>`;
  if (hasNewer && hasOlder) return html`<p class="note">Nothing is beyond this day.</p>`;
  const none = list === undefined ? 'No mail is imported yet.' : 'No mail of this list is imported.';
  return html`<div class="prose"><p>${none} Import a mailbox: <code>npx moot import PATH</code>.</p></div>`;
}

function threadRow({ subject, messages, lastIso, first, newest }: ListedThread): Html {
  const title = subject === '' ? 'No subject' : subject;
  const lines = messages === 1 ? empty : html`<p class="newest">${newest.map((mail) => newestMail(mail, first))}</p>`;
  return html`<li data-item=""><a href="${mailPath(first.messageId, '')}">${title}</a><span>${authorName(first.author)}, <a href="${mailPath(first.messageId, 'T/')}">${counted(messages, 'mail')}</a></span>${shortDay(lastIso)}${lines}</li>`;
}

function newestMail(mail: MailLine, first: MailLine): Html {
  return html`<span><a href="${mailPath(first.messageId, 'T/')}#${mailAnchor(mail.messageId)}">${authorName(mail.author)}</a> ${shortDay(mail.dateIso)}</span> `;
}

/** Links to the pages before and after, by the date at which they begin. */
function pager(here: string, { threads: rows, hasNewer, hasOlder }: ThreadSlice): Html {
  const [top, end] = [rows[0], rows.at(-1)];
  if (top === undefined || end === undefined) {
    return hasNewer || hasOlder
      ? html`<nav class="pager" aria-label="Pages"><a href="${here}">Newest</a></nav>`
      : empty;
  }
  if (!hasNewer && !hasOlder) return empty;
  const place = ({ id, lastIso }: ListedThread) => ({ lastMs: Date.parse(lastIso), id });
  const newer = hasNewer
    ? html`<a href="${here}">Newest</a><a href="${here}${printStart('newer', place(top))}" rel="prev">Newer</a>`
    : empty;
  const older = hasOlder ? html`<a href="${here}${printStart('older', place(end))}" rel="next">Older</a>` : empty;
  return html`<nav class="pager" aria-label="Pages">${newer}${older}</nav>`;
}
