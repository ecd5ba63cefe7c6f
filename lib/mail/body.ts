import { decodeText } from '#lib/mail/charset';
import { parseStructured, type Structured } from '#lib/mail/content-type';
import { decodeWords } from '#lib/mail/encoded-word';
import type { HeaderBlock } from '#lib/mail/header';
import { htmlToText } from '#lib/mail/html-text';
import type { MailFlag } from '#lib/mail/issue';
import { type Leaf, readEncoding, walkParts } from '#lib/mail/mime';
import { decodeBase64, decodeQuotedPrintable, normaliseLines } from '#lib/mail/transfer';

/** A part that is no running text. `text` is given for what can be a patch: text of any kind, `.patch`, `.diff`. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  /** Bytes of the decoded content. */
  readonly size: number;
  readonly text: string | undefined;
}

/** What a mail says, decoded: lines end in `\n`, no NUL. */
export interface Body {
  readonly text: string;
  /** What a list manager appended as a part of its own. */
  readonly footer: string;
  readonly attachments: readonly Attachment[];
  readonly flags: ReadonlySet<MailFlag>;
  /** Before space-stuffing was undone, where the mail is format=flowed; else undefined. */
  readonly stuffed: string | undefined;
}

/** Why the own reading gives up on a mail and the library is asked. */
export type Refusal = { readonly refused: 'message/rfc822' | 'damaged-mime' | 'deep-mime' | 'unknown-encoding' };

/** Text of one part, with what was met on the way. */
export interface PartText {
  readonly text: string;
  readonly stuffed: string | undefined;
  readonly isUnknownCharset: boolean;
}

/** The content's bytes; undefined for an encoding nobody knows (x-uuencode). */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array | undefined {
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(bytes);
  if (encoding === 'base64') return decodeBase64(bytes);
  if (/^(?:|7-?bits?|8-?bits?|binary|none|us-ascii|utf-?8|y|n)$/.test(encoding)) return normaliseLines(bytes);
  return undefined;
}

/**
 * One text part. format=flowed (RFC 3676) is unstuffed, a space taken off every line that has one in front, and never
 * reflowed: a diff keeps its lines. CR before LF goes in base64 too, where the library leaves it.
 */
export function decodePart(bytes: Uint8Array, type: Structured, encoding: string): PartText | undefined {
  const content = decodeTransfer(bytes, encoding);
  if (content === undefined) return undefined;
  const { text, isUnknownCharset } = decodeText(content, type.parameters.get('charset')?.trim());
  const lines = encoding === 'base64' && text.includes('\r') ? text.replace(/\r+$/gm, '') : text;
  if (!/^flowed$/i.test(type.parameters.get('format') ?? ''))
    return { text: lines, stuffed: undefined, isUnknownCharset };
  return { text: unstuff(lines), stuffed: lines, isUnknownCharset };
}

/** RFC 3676 4.4, space-stuffing undone. */
export function unstuff(text: string): string {
  return text.replace(/^ /gm, '');
}

/** Whether a trailing part is what list managers append. */
function isListFooter(text: string): boolean {
  return /^\s*(?:_{3,}|-{20,})/.test(text) || (text.length < 600 && /mailing list|unsubscribe/i.test(text));
}

/** Reads a mail's body, or says why the library must. */
export function readBody(raw: Uint8Array, top: HeaderBlock): Body | Refusal {
  const type = parseStructured(top.headers.find('content-type'), 'text/plain');
  if (type.value === 'message/rfc822') return { refused: 'message/rfc822' };
  if (type.value.startsWith('multipart/')) {
    const tree = walkParts(raw, top, type);
    if (tree.isDamaged) return { refused: 'damaged-mime' };
    if (tree.isTooDeep) return { refused: 'deep-mime' };
    const body = readLeaves(raw, tree.leaves);
    if (tree.isTooMany && !('refused' in body)) return { ...body, flags: new Set([...body.flags, 'many-parts']) };
    return body;
  }
  const disposition = parseStructured(top.headers.find('content-disposition'), '');
  const encoding = readEncoding(top.headers);
  const leaf = {
    type,
    disposition,
    encoding,
    fileName: '',
    start: top.bodyStart,
    end: raw.length,
    alternative: undefined,
    depth: 0,
  };
  return readLeaves(raw, [leaf]);
}

function readLeaves(raw: Uint8Array, leaves: readonly Leaf[]): Body | Refusal {
  const flags = new Set<MailFlag>();
  const texts: { text: string; stuffed: string | undefined; depth: number }[] = [];
  const attachments: Attachment[] = [];
  const plainChoices = new Set<number>();
  for (const leaf of leaves) {
    if (leaf.alternative !== undefined && leaf.type.value === 'text/plain') plainChoices.add(leaf.alternative);
  }
  for (const leaf of leaves) {
    if (leaf.type.value === 'message/rfc822') return { refused: 'message/rfc822' };
    const bytes = raw.subarray(leaf.start, leaf.end);
    const isRunningText = /^text\/(?:plain|html)$/.test(leaf.type.value) && leaf.disposition.value !== 'attachment';
    if (!isRunningText && leaf.depth > 0) {
      const attachment = readAttachment(bytes, leaf);
      if (attachment.size > MAX_ATTACHED_TEXT) flags.add('large-part');
      attachments.push(attachment);
      continue;
    }
    const part = decodePart(bytes, leaf.type, leaf.encoding);
    if (part === undefined) return { refused: 'unknown-encoding' };
    if (part.isUnknownCharset) flags.add('unknown-charset');
    if (part.stuffed !== undefined) flags.add('flowed');
    if (leaf.type.value === 'text/html') {
      if (leaf.alternative !== undefined && plainChoices.has(leaf.alternative)) continue;
      flags.add('html-only');
      texts.push({ text: htmlToText(part.text), stuffed: undefined, depth: leaf.depth });
    } else texts.push({ ...part, depth: leaf.depth });
  }
  const last = texts.at(-1);
  const hasFooter = texts.length > 1 && last !== undefined && last.depth === 1 && isListFooter(last.text);
  const shown = hasFooter ? texts.slice(0, -1) : texts;
  const text = shown.map((part) => part.text).join('\n');
  const isFlowed = shown.some((part) => part.stuffed !== undefined);
  return {
    text: withoutNul(text, flags),
    footer: hasFooter ? withoutNul(last.text, flags) : '',
    attachments,
    flags,
    stuffed: isFlowed ? withoutNul(shown.map((part) => part.stuffed ?? part.text).join('\n'), flags) : undefined,
  };
}

/** NUL has no place in text (and none in a database's): shown as the replacement character. */
export function withoutNul(text: string, flags: Set<MailFlag>): string {
  if (!text.includes('\0')) return text;
  flags.add('nul');
  return text.replaceAll('\0', '\ufffd');
}

/** Bytes of an attachment that is read as text: more is no patch. */
const MAX_ATTACHED_TEXT = 8 << 20;

function readAttachment(bytes: Uint8Array, leaf: Leaf): Attachment {
  const content = decodeTransfer(bytes, leaf.encoding) ?? bytes;
  const name = decodeWords(leaf.fileName).text;
  const mayBePatch = leaf.type.value.startsWith('text/') || /\.(?:patch|diff|txt)$/i.test(name);
  const text =
    mayBePatch && content.length <= MAX_ATTACHED_TEXT
      ? decodeText(content, leaf.type.parameters.get('charset')).text.replace(/\r+$/gm, '').replaceAll('\0', '\ufffd')
      : undefined;
  return { name: name.replaceAll('\0', '\ufffd'), type: leaf.type.value, size: content.length, text };
}
