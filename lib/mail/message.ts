import { type Attachment, type Body, readBody } from '#lib/mail/body';
import { decodeGuessing } from '#lib/mail/charset';
import { type MailDate, readDate } from '#lib/mail/date';
import { decodeWords } from '#lib/mail/encoded-word';
import { type HeaderBlock, type Headers, readHeaders } from '#lib/mail/header';
import type { MailFlag, MailIssue } from '#lib/mail/issue';
import { readListNames } from '#lib/mail/list-name';
import { findAuthor, type Mailbox, parseMailboxes } from '#lib/mail/mailbox';
import { type MessageId, readMessageId, readReferences } from '#lib/mail/message-id';
import { readBodyWithLibrary } from '#lib/mail/mime-library';
import { normaliseLines } from '#lib/mail/transfer';

/** One id a mail refers to, and the header that names it. */
export interface Reference {
  readonly id: MessageId;
  readonly header: 'references' | 'in-reply-to';
}

/** A mail, read. Nothing in it is undecoded, nothing of it is lost but what `issues` says. */
export interface ParsedMessage {
  /** undefined where the mail has none: `identityText` is then what a stable id is made from. */
  readonly messageId: MessageId | undefined;
  /** Who wrote it, a list manager's rewriting undone. */
  readonly author: Mailbox;
  /** The headers, decoded, as they address it. */
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly date: MailDate;
  /** In the order of the headers, References first, each id once, the mail's own left out. */
  readonly references: readonly Reference[];
  /** See `chooseParent`. */
  readonly parent: MessageId | undefined;
  readonly lists: readonly string[];
  readonly text: string;
  readonly footer: string;
  readonly attachments: readonly Attachment[];
  /** The text before space-stuffing was undone, for a format=flowed mail. */
  readonly stuffed: string | undefined;
  readonly flags: readonly MailFlag[];
  readonly issues: readonly MailIssue[];
}

/** What may be told from outside the mail. */
export interface ParseOptions {
  /** No mail can be later than this: the moment of the import, milliseconds since 1970. */
  readonly latestMs?: number;
}

/**
 * The parent of a reply (the one choice; the thread is joined by every id either way): In-Reply-To where it names exactly
 * one id, because it says "this is a reply to"; else the last of References; else the first of In-Reply-To.
 * notmuch chooses so where the two headers differ, public-inbox takes the last reference.
 */
export function chooseParent(inReplyTo: readonly MessageId[], references: readonly MessageId[]): MessageId | undefined {
  if (inReplyTo.length === 1) return inReplyTo[0];
  return references.at(-1) ?? inReplyTo[0];
}

/** Reads a mail. Never throws: any bytes give a message, and `issues` says what could not be read. */
export async function parseMessage(raw: Uint8Array, options: ParseOptions = {}): Promise<ParsedMessage> {
  const block = readHeaders(raw, skipEnvelope(raw));
  const body = readBody(raw, block);
  if (!('refused' in body)) return assemble(block, body, options);
  const read = await readBodyWithLibrary(raw);
  const flags = new Set<MailFlag>(read?.flags);
  if (body.refused !== 'message/rfc822') flags.add(body.refused);
  // Where the library finds no text in a damaged mail either, its bytes are the only text there is.
  const isEmpty = read === undefined || (read.text === '' && read.attachments.length === 0);
  const text = isEmpty
    ? decodeGuessing(normaliseLines(raw.subarray(block.bodyStart))).replaceAll('\0', '\ufffd')
    : read.text;
  const found: Body = isEmpty ? { text, footer: '', attachments: [], flags, stuffed: undefined } : { ...read, flags };
  return assemble(block, found, options);
}

/** An mbox separator that came along, or a `>From ` line some deliverers leave, is no header. */
function skipEnvelope(raw: Uint8Array): number {
  let at = 0;
  while (isFromLine(raw, at)) {
    const stop = raw.indexOf(10, at);
    at = stop < 0 ? raw.length : stop + 1;
  }
  return at;
}

function isFromLine(raw: Uint8Array, at: number): boolean {
  const start = raw[at] === 62 ? at + 1 : at;
  return (
    raw[start] === 70 &&
    raw[start + 1] === 114 &&
    raw[start + 2] === 111 &&
    raw[start + 3] === 109 &&
    raw[start + 4] === 32
  );
}

function assemble(block: HeaderBlock, body: Body, options: ParseOptions): ParsedMessage {
  const { headers } = block;
  const flags = new Set<MailFlag>(body.flags);
  if (!block.hasBody) flags.add('no-body');
  // Written by lib/source/rendered, and by nobody else: text of a web page that lost its lines.
  if (/^\s*flattened\b/i.test(headers.find('x-moot-fidelity') ?? '')) flags.add('flattened');
  const messageId = readMessageId(headers.find('message-id'));
  if (messageId === undefined) flags.add('no-message-id');
  const date = readDate(headers.find('date'), headers.all('received'), options.latestMs);
  if (date.from === 'none') flags.add('no-date');
  else if (date.from === 'received') flags.add('bad-date');
  const [to, cc, subject] = [
    decode(headers, 'to', flags),
    decode(headers, 'cc', flags),
    decode(headers, 'subject', flags),
  ];
  const from = headers.find('from') ?? '';
  const replyTo = headers.find('reply-to');
  const author = findAuthor(from, headers.find('x-original-from'), replyTo, body.text);
  if (author.address !== (parseMailboxes(from)[0]?.address ?? '')) flags.add('via-list');
  const links = readLinks(headers, messageId, [
    from,
    replyTo ?? '',
    headers.find('to') ?? '',
    headers.find('cc') ?? '',
  ]);
  if (links.refersToItself) flags.add('refers-to-itself');
  return {
    messageId,
    author: { name: clean(author.name), address: clean(author.address) },
    to,
    cc,
    subject,
    date: { ...date, asWritten: clean(date.asWritten) },
    references: links.references,
    parent: links.parent,
    lists: readListNames(headers.all('list-id'), headers.all('x-mailing-list')),
    text: body.text,
    footer: body.footer,
    attachments: body.attachments,
    stuffed: body.stuffed,
    flags: [...flags].sort(),
    issues: [...flags].sort().flatMap(findIssue),
  };
}

function clean(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

function decode(headers: Headers, name: string, flags: Set<MailFlag>): string {
  const decoded = decodeWords(headers.all(name).join(', '));
  if (decoded.isUnknownCharset) flags.add('unknown-charset');
  return clean(decoded.text.replace(/[\t\r\n ]+/g, ' ')).trim();
}

const mailAddress = /[^\s<>,;:"()]+@[^\s<>,;:"()]+/g;

function readLinks(headers: Headers, own: MessageId | undefined, addressed: readonly string[]) {
  const replies = headers.all('in-reply-to');
  const chain = headers.all('references');
  if (replies.length === 0 && chain.length === 0) return { references: [], parent: undefined, refersToItself: false };
  // Only prose around an id can bring an address in, and only then is it worth collecting them.
  const hasProse = replies.some((header) => !/^\s*(?:<[^<>\s]+>\s*)*$/.test(header));
  const addresses = new Set<string>();
  if (hasProse)
    for (const header of addressed)
      for (const match of header.matchAll(mailAddress)) addresses.add(match[0].toLowerCase());
  const inReplyTo = readReferences(replies, addresses).filter((id) => id !== own);
  const references = readReferences(chain, new Set()).filter((id) => id !== own);
  const all: Reference[] = references.map((id) => ({ id, header: 'references' }));
  for (const id of inReplyTo) if (!references.includes(id)) all.push({ id, header: 'in-reply-to' });
  const refersToItself = own !== undefined && [...replies, ...chain].some((header) => header.includes(`<${own}>`));
  return { references: all, parent: chooseParent(inReplyTo, references), refersToItself };
}

const sentences: Readonly<Record<MailFlag, readonly [MailIssue['severity'], string] | undefined>> = {
  'no-message-id': ['note', 'no Message-ID: kept under a made-up one'],
  'no-date': ['note', 'no date that can be true'],
  'bad-date': ['note', 'the Date header cannot be true: sorted by the Received header'],
  'no-body': ['note', 'the bytes end within the headers'],
  nul: ['note', 'NUL bytes in the text, shown as replacement characters'],
  'unknown-charset': ['note', 'names a charset that is not known: read as UTF-8 or windows-1252'],
  'damaged-mime': ['error', 'the boundaries of its parts are damaged'],
  'deep-mime': ['error', 'its parts are nested too deep: those below are kept, not read'],
  'many-parts': ['error', 'has more than 10,000 parts: the others are kept, not read'],
  'large-part': ['note', 'an attachment of more than 8 MB is kept, not read as text'],
  'unknown-encoding': ['error', 'names a transfer encoding that is not known'],
  'refers-to-itself': ['note', 'refers to itself: that reference is ignored'],
  'html-only': undefined,
  flattened: undefined,
  flowed: undefined,
  'via-list': undefined,
};

function findIssue(code: MailFlag): MailIssue[] {
  const entry = sentences[code];
  return entry === undefined ? [] : [{ severity: entry[0], code, message: entry[1] }];
}

/** What every copy of a mail without Message-ID shares, whatever lists and relays added: hash it for a made-up id. */
export function identityText(message: ParsedMessage): string {
  return [message.author.address, message.date.asWritten, message.subject, message.text].join('\n');
}
