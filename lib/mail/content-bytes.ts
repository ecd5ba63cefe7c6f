import { decodeTransfer } from '#lib/mail/body';
import { parseStructured } from '#lib/mail/content-type';
import { readHeaders } from '#lib/mail/header';
import { readEncoding } from '#lib/mail/mime';

/** What a mail's only part holds, its transfer encoding undone and nothing else. */
export interface ContentBytes {
  readonly bytes: Uint8Array;
  /** As the mail names it; undefined where it names none. */
  readonly charset: string | undefined;
}

/**
 * The bytes of a mail that is one plain text: a patch may change a file in any charset, and only the bytes are right then.
 * Undefined for what has several parts, is format=flowed, or is no plain text. CR before LF goes where every line has
 * it; where some lines have it and others not, it is content.
 */
export function readContentBytes(raw: Uint8Array): ContentBytes | undefined {
  const block = readHeaders(raw, envelopeEnd(raw));
  const type = parseStructured(block.headers.find('content-type'), 'text/plain');
  if (!/^text\/(?:plain|x-patch|x-diff)$/.test(type.value)) return undefined;
  if (/^flowed$/i.test(type.parameters.get('format') ?? '')) return undefined;
  const encoding = readEncoding(block.headers);
  const body = raw.subarray(block.bodyStart);
  const isCoded = encoding === 'quoted-printable' || encoding === 'base64';
  // What is not coded stands there as it is, CR included: the decoder for reading would take each away.
  const bytes = isCoded ? decodeTransfer(body, encoding) : decodeTransfer(body.subarray(0, 0), encoding) && body;
  if (bytes === undefined || bytes.includes(0)) return undefined;
  return { bytes: withoutTransportCr(bytes), charset: type.parameters.get('charset')?.trim() };
}

const LF = 10;
const CR = 13;

/** Where every line ends in CR and LF, a mailer put the CR there. */
function withoutTransportCr(bytes: Uint8Array): Uint8Array {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) if (bytes[at - 1] !== CR) return bytes;
  return bytes.filter((byte, i) => byte !== CR || bytes[i + 1] !== LF);
}

/** An mbox separator that came along is no header. */
function envelopeEnd(raw: Uint8Array): number {
  const isEnvelope = 'From '.split('').every((char, i) => raw[i] === char.charCodeAt(0));
  return isEnvelope ? raw.indexOf(LF) + 1 : 0;
}
