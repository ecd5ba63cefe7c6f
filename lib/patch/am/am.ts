import { readBoundary } from '#lib/patch/am/am-boundary';
import { encodeBody, encodeHeader, encodeText, printMailbox } from '#lib/patch/am/am-encode';
import type { Sender } from '#lib/patch/trailer/gather';
import { isTrailerBlock, readTrailers, type Trailer } from '#lib/patch/trailer/trailer';

/** What a patch's mail says, as `git am` would read it. */
export interface AmPatch {
  readonly messageId: string;
  readonly author: Sender;
  /** As RFC 5322 writes it. */
  readonly date: string;
  /** With its brackets. */
  readonly subject: string;
  /** The commit message, up to the line that ends it. */
  readonly message: string;
  /** From the `---` or the diff on, byte by byte: a character is a byte. Sources need not be UTF-8. */
  readonly rest: string;
}

/** A body cut where git-mailinfo cuts it. */
export interface CutBody {
  /** In the form that it was given. */
  readonly message: string;
  readonly rest: string;
}

/** Cuts a body, of text or of bytes: the commit message ends where `---` stands alone, or a diff begins. */
export function cutBody(body: string): CutBody {
  const at = readBoundary(body);
  return { message: body.slice(0, at), rest: body.slice(at) };
}

/** Header lines at the beginning of a body, which count more than those of the mail. */
export interface InBodyHeaders {
  readonly from: string | undefined;
  readonly date: string | undefined;
  readonly subject: string | undefined;
  /** The message without them. */
  readonly message: string;
}

/** Reads `From:`, `Date:` and `Subject:` where a commit message begins, as git-mailinfo does; folded lines are joined. */
export function readInBody(message: string): InBodyHeaders {
  const lines = message.replace(/^\s*\n/, '').split('\n');
  const found: Record<string, string> = {};
  let at = 0;
  let last = '';
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, name = '', value = ''] = /^(From|Date|Subject):[ \t]*(.*)$/i.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== '' && found[key] === undefined) {
      found[key] = value;
      last = key;
    } else if (last !== '' && /^[ \t]+\S/.test(line)) found[last] = `${found[last]} ${line.trim()}`;
    else break;
  }
  const { from, date, subject } = found;
  if (at === 0) return { from, date, subject, message };
  return { from, date, subject, message: lines.slice(at).join('\n').replace(/^\n+/, '') };
}

/**
 * The commit message with trailers added below its own, as `git interpret-trailers` adds them: at the end of the block,
 * which is opened where there is none. One that stands there already is not added again.
 */
export function addTrailers(message: string, trailers: readonly Trailer[]): string {
  const held = new Set(readTrailers(message).map(({ key, value }) => `${key}: ${value}`.toLowerCase()));
  const added: string[] = [];
  for (const { key, value } of trailers) {
    const line = `${key}: ${value}`;
    if (held.has(line.toLowerCase())) continue;
    held.add(line.toLowerCase());
    added.push(line);
  }
  if (added.length === 0) return message;
  const text = message.replace(/\s+$/, '');
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1).trim();
  const isOpen = text !== '' && isTrailerBlock(paragraph.split('\n'));
  return `${text}${text === '' ? '' : isOpen ? '\n' : '\n\n'}${added.join('\n')}\n`;
}

/** The separator of an entry: of the form that git itself writes, so that `git am` knows the box for one. */
const SEPARATOR = 'From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001';

/** One patch as an entry of a mailbox that `git am` takes, each character a byte. */
export function writeAm(patch: AmPatch, trailers: readonly Trailer[]): string {
  const message = addTrailers(patch.message, trailers).replace(/\s+$/, '');
  const { body, encoding } = encodeBody(
    `${encodeText(message)}\n${patch.rest.startsWith('---') ? '' : '\n'}${patch.rest}`,
  );
  const headers = [
    SEPARATOR,
    `From: ${printMailbox(patch.author)}`,
    `Date: ${patch.date}`,
    `Subject: ${encodeHeader(patch.subject)}`,
    `Message-ID: <${patch.messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  return `${headers.join('\n')}\n\n${body}${body.endsWith('\n') ? '' : '\n'}\n`;
}
