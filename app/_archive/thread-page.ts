import type { MessageView, ThreadNode, ThreadRow, ThreadView } from '#lib/db/archive-types';
import type { MarginEntry } from '#lib/db/margin';
import { bareSubject } from '../_components/bare-subject';
import { shortDate } from '../_components/dates';
import { authorName } from '../_components/mail-author';
import { flagSentences } from '../_components/mail-flags';
import { mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { quoteHref } from '../quote/quote-query';
import { mailAnchor } from './anchor';
import { crumb } from './crumb';
import { shortDay } from './day';
import { empty, type Html, html, join } from './html';
import { mailView } from './view';

/** What the page of a whole thread shows. */
export interface ThreadPage {
  /** The mail whose address asked for its thread. */
  readonly messageId: string;
  readonly thread: ThreadView;
  /** By date; several under one Message-ID follow each other. */
  readonly messages: readonly MessageView[];
  /** By Message-ID. */
  readonly margins: ReadonlyMap<string, readonly MarginEntry[]>;
  /** Threads that may be the same conversation, by their subject alone. */
  readonly loose: readonly ThreadRow[];
  /** All mails by date, or each under the one that it answers. */
  readonly order: 'flat' | 'nested';
}

/** Characters of one mail and of all of them that the page shows: more is one link away. */
const mailShare = 60_000;
const pageShare = 2_500_000;
/** Of a mail that comes after the page is full. */
const leastShare = 2_000;
/** Mails on the page: the rest is in the tree, one link each. */
const mostMails = 1_500;
/** Steps to the right that a nested page has room for: deeper mails stand under each other. */
const mostIndent = 8;

/** All mails of a thread on one page, with the claims made in each in its margin. */
export function threadPage(page: ThreadPage): Html {
  const { thread, messageId, order } = page;
  const path = (view: string) => mailPath(messageId, view);
  const other =
    order === 'flat' ? html`<a href="${path('t/')}#u">Nested</a>` : html`<a href="${path('T/')}#u">By date</a>`;
  const actions = html`${other}<a href="${path('t.mbox.gz')}">Thread as mbox</a><a href="${path('t.atom')}">Feed</a><a href="/suggestions?${new URLSearchParams({ thread: messageId }).toString()}">Suggestions</a>`;
  const ghosts = thread.ghosts === 0 ? '' : `, ${counted(thread.ghosts, 'mail')} referred to and missing`;
  const circles =
    thread.cut.length === 0
      ? ''
      : `; ${counted(thread.cut.length, 'link')} between mails that went round in a circle left out`;
  const head = html`<div class="patch-head"><h1>${thread.subject === '' ? 'No subject' : thread.subject}</h1><p class="note">${counted(thread.messages, 'mail')} from ${shortDay(thread.firstIso)} to ${shortDay(thread.lastIso)}${ghosts}${circles}</p><p class="since" data-since><noscript>With scripts, mails that are new since your last visit are marked here.</noscript></p>${treeFold(thread)}${looseMatches(page.loose)}</div>`;
  return html`${crumb({ href: path(''), label: 'The mail' }, messageId, actions)}<div class="flat" data-thread="${thread.id}">${head}${articles(page)}</div>`;
}

/** Nothing in the mails joins these threads: a reader may see whether they belong together. */
function looseMatches(loose: readonly ThreadRow[]): Html {
  if (loose.length === 0) return empty;
  const rows = loose.map(
    ({ messageId, author, messages, firstIso }) =>
      html`<li><a href="${mailPath(messageId, 'T/')}">${authorName(author)}, ${shortDate(firstIso)}</a>, ${counted(messages, 'mail')}</li>`,
  );
  return html`<div class="flags"><p>Perhaps the same conversation, for it has the same subject; no mail names a mail of the other:</p><ul>${rows}</ul></div>`;
}

function treeFold({ nodes }: ThreadView): Html {
  const rows = nodes.map((node) => {
    const link = node.isGhost
      ? html`<a href="${mailPath(node.messageId, '')}">Missing mail ${node.messageId}</a>`
      : html`<a href="#${mailAnchor(node.messageId)}">${authorName(node.author)}, ${node.dateIso === null ? 'no date' : shortDate(node.dateIso)}${node.part === null ? '' : ` · ${node.part}`}</a>`;
    return html`<li class="in${Math.min(node.depth, 8)}${node.isGhost ? ' ghost' : ''}">${link}</li>`;
  });
  return html`<details class="fold"><summary>The tree of the thread</summary><ol class="tree">${rows}</ol></details>`;
}

/** A place of the page: a mail, or one that is missing. */
interface Place {
  readonly depth: number;
  readonly messages: readonly MessageView[];
  readonly ghost?: ThreadNode;
}

function placesOf({ order, thread, messages }: ThreadPage): Place[] {
  if (order === 'flat') return messages.map((message) => ({ depth: 0, messages: [message] }));
  const byId = new Map<string, MessageView[]>();
  for (const message of messages) {
    const same = byId.get(message.messageId);
    if (same === undefined) byId.set(message.messageId, [message]);
    else same.push(message);
  }
  return thread.nodes.map((node) => {
    const held = byId.get(node.messageId) ?? [];
    return { depth: node.depth, messages: held, ...(held.length === 0 ? { ghost: node } : {}) };
  });
}

function articles(page: ThreadPage): Html {
  const pieces: Html[] = [];
  const anchored = new Set<string>();
  let room = pageShare;
  let subject = '';
  let shown = 0;
  for (const { depth, messages, ghost } of placesOf(page)) {
    const indent = page.order === 'flat' ? '' : ` in${Math.min(depth, mostIndent)}`;
    if (ghost !== undefined) {
      pieces.push(
        html`<article class="ghost${indent}" id="${mailAnchor(ghost.messageId)}"><header><h2><a href="${mailPath(ghost.messageId, '')}">Missing mail</a></h2><code>${ghost.messageId}</code></header></article>`,
      );
    }
    for (const message of messages) {
      shown += 1;
      if (shown > mostMails) continue;
      const limit = Math.max(Math.min(mailShare, room), leastShare);
      room -= Math.min(message.text.length, limit);
      const isNew = bareSubject(message.subject) !== subject;
      if (isNew) subject = bareSubject(message.subject);
      const isAgain = anchored.has(message.messageId);
      anchored.add(message.messageId);
      pieces.push(article(page, message, { limit, isNew, isAgain, indent, number: shown }));
    }
  }
  if (shown > mostMails) {
    pieces.push(
      html`<p class="flags">${counted(shown - mostMails, 'mail')} more are left out here; the tree above leads to each. <a href="${mailPath(page.messageId, 't.mbox.gz')}">The whole thread as mbox</a></p>`,
    );
  }
  return join(pieces);
}

interface Look {
  readonly limit: number;
  /** Its subject differs from that of the mail before. */
  readonly isNew: boolean;
  /** Another mail of the page has its Message-ID, and the anchors. */
  readonly isAgain: boolean;
  readonly indent: string;
  /** 1-based, in the order of the page. */
  readonly number: number;
}

function article(page: ThreadPage, message: MessageView, look: Look): Html {
  const { messageId, parentMessageId } = message;
  const { limit, isNew, isAgain, indent, number } = look;
  const id = isAgain ? empty : html` id="${mailAnchor(messageId)}"`;
  // `#u` is the mail that was asked for, as on public archives; the Message-ID itself is the fragment of older links.
  const here = !isAgain && messageId === page.messageId ? html`<span id="u"></span>` : empty;
  const old = isAgain ? empty : html`<span id="${messageId}"></span>`;
  const flags = flagSentences(message.flags).map((sentence) => html`<span class="faint">${sentence}</span>`);
  const parent =
    parentMessageId !== null && message.isParentHeld
      ? html`<a href="#${mailAnchor(parentMessageId)}">Parent</a>`
      : empty;
  const again = isAgain ? html`<span class="faint">The same Message-ID again.</span>` : empty;
  const margin = isAgain ? [] : (page.margins.get(messageId) ?? []);
  const body = mailView(message, { thread: page.thread, margin, look: 'named', limit, prefix: `m${number}-` });
  const path = (view: string) => mailPath(messageId, view);
  return html`<article${id} class="${indent.trim()}" data-item="" data-message="${message.id}" data-mail="${messageId}"><header>${here}${old}<h2><a href="${path('')}">${authorName(message.author)}</a></h2>${shortDay(message.dateIso)}${isNew ? html`<span>${message.subject}</span>` : empty}${again}${flags}<span class="sp"></span>${parent}<a href="${quoteHref({ messageId }, '')}">Quote</a><a href="${path('raw')}">Raw</a></header>${body}</article>`;
}
