import type { Mailbox } from '#lib/mail/mailbox';
import { escapeMessageId } from '#lib/mail/message-id';
import { escapeHtml } from '#lib/text/escape-html';

/** A feed of mails: the newest of a list, or of a thread. */
export interface Feed {
  /** Scheme and host of the server, without a slash at the end. */
  readonly origin: string;
  /** Path of the feed, and of the page that shows the same. */
  readonly self: string;
  readonly page: string;
  readonly title: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  readonly messageId: string;
  readonly subject: string;
  readonly author: Mailbox;
  readonly dateIso: string | null;
  /** The Message-ID of its parent. */
  readonly parentMessageId: string | null;
  readonly text: string;
}

/** Characters of a mail that an entry holds: the rest is one link away. */
const entryShare = 20_000;

/** A moment for what has no date: the feed's format asks for one, and it must not change from one reading to the next. */
const noMoment = '1970-01-01T00:00:00Z';

/**
 * The feed in Atom (RFC 4287). Ids are `tag:` URIs (RFC 4151) of the archive's kind and the Message-ID alone: the same from
 * every server, so that a reader who follows two shows a mail once. A reply says what it answers (RFC 4685).
 */
export function printFeed({ origin, self, page, title, entries }: Feed): string {
  const newest = entries.reduce((last, { dateIso }) => later(last, dateIso ?? noMoment), noMoment);
  const head = `<title>${xmlText(title)}</title><id>${tagUri(`feed:${self}`)}</id><link rel="self" type="application/atom+xml" href="${xmlText(origin + self)}"/><link rel="alternate" type="text/html" href="${xmlText(origin + page)}"/><updated>${moment(newest)}</updated><generator>Moot</generator>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">${head}${entries.map((entry) => printEntry(origin, entry)).join('')}</feed>\n`;
}

function printEntry(origin: string, { messageId, subject, author, dateIso, parentMessageId, text }: FeedEntry): string {
  const address = author.address === '' ? '' : `<email>${xmlText(author.address)}</email>`;
  const parent =
    parentMessageId === null
      ? ''
      : `<thr:in-reply-to ref="${tagUri(`mail:${parentMessageId}`)}" href="${xmlText(mailAddress(origin, parentMessageId))}"/>`;
  const when = moment(dateIso ?? noMoment);
  const cut = text.length > entryShare ? `${text.slice(0, entryShare)}\n[…]` : text;
  return `<entry><title>${xmlText(subject === '' ? 'No subject' : subject)}</title><id>${tagUri(`mail:${messageId}`)}</id><link rel="alternate" type="text/html" href="${xmlText(mailAddress(origin, messageId))}"/><author><name>${xmlText(author.name || author.address || 'Nobody named')}</name>${address}</author><published>${when}</published><updated>${when}</updated>${parent}<content type="text">${xmlText(cut)}</content></entry>`;
}

function mailAddress(origin: string, messageId: string): string {
  return `${origin}/m/${escapeMessageId(messageId)}/`;
}

function tagUri(name: string): string {
  return xmlText(`tag:moot.invalid,2026:${encodeURI(name.replace(/[\ud800-\udfff]/gu, '\ufffd'))}`);
}

/** A date as RFC 3339 has it. */
function moment(iso: string): string {
  return new Date(iso).toISOString();
}

function later(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? b : a;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no place for
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu;

/** Text as XML 1.0 may hold it: what it has no place for (control signs, lone surrogates) becomes U+FFFD. */
export function xmlText(text: string): string {
  return escapeHtml(text.replace(illegal, '\ufffd'));
}
