import { decodeText } from '#lib/mail/charset';
import { decodeBase64, decodeQuotedPrintable } from '#lib/mail/transfer';

const word = /=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=/g;

/** A header's text with its encoded words decoded (RFC 2047), and whether one named an unknown charset. */
export function decodeWords(value: string): { readonly text: string; readonly isUnknownCharset: boolean } {
  if (!value.includes('=?')) return { text: value, isUnknownCharset: false };
  const out: string[] = [];
  let isUnknownCharset = false;
  let end = 0;
  let pending: { charset: string; bytes: Uint8Array[] } | undefined;
  const flush = () => {
    if (pending === undefined) return;
    const decoded = decodeText(joinBytes(pending.bytes), pending.charset);
    isUnknownCharset ||= decoded.isUnknownCharset;
    out.push(decoded.text);
    pending = undefined;
  };
  for (const match of value.matchAll(word)) {
    const between = value.slice(end, match.index);
    // RFC 2047 6.2: white space between two encoded words is not shown.
    if (pending === undefined || !/^\s*$/.test(between)) {
      flush();
      out.push(between);
    }
    // RFC 2231 5: a language may follow the charset after an asterisk.
    const charset = (match[1] ?? '').replace(/\*.*$/, '').toLowerCase();
    const text = match[3] ?? '';
    const bytes = /b/i.test(match[2] ?? '') ? decodeBase64(asciiBytes(text)) : decodeQ(text);
    // Some senders cut a character in two: words of one charset are joined before they are decoded. A charset with
    // shift states starts anew in each word, so there joining must not happen.
    if (pending !== undefined && pending.charset === charset && !charset.startsWith('iso-2022')) {
      pending.bytes.push(bytes);
    } else {
      flush();
      pending = { charset, bytes: [bytes] };
    }
    end = match.index + match[0].length;
  }
  flush();
  out.push(value.slice(end));
  return { text: out.join(''), isUnknownCharset };
}

/** Q: quoted-printable with `_` for a space; a raw `=` at the end is no line break here. */
function decodeQ(text: string): Uint8Array {
  const bytes = decodeQuotedPrintable(asciiBytes(`${text.replaceAll('_', ' ')}\n`));
  return bytes.subarray(0, bytes.length - (text.endsWith('=') ? 0 : 1));
}

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
