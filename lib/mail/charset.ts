/** Text out of bytes in the charset a mail names, or the likeliest where it names none that can be. */

/** Decoded text, and whether the charset's name was one nobody knows. */
export interface Decoded {
  readonly text: string;
  readonly isUnknownCharset: boolean;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const decoders = new Map<string, TextDecoder | undefined>();

/** Names seen in mail that the Encoding Standard does not list, by the name with separators and `x-` taken off. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  mskanji: 'shift_jis',
  eucjp: 'euc-jp',
  cp936: 'gbk',
  cp949: 'euc-kr',
  euckr: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  iso2022jp: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  iso88598i: 'iso-8859-8',
  tis620: 'windows-874',
  utf8: 'utf-8',
};

/** The decoder for a charset's name as mails spell it; undefined for an unknown name. At most one is made per name. */
export function findDecoder(charset: string): TextDecoder | undefined {
  const label = charset.trim().toLowerCase();
  if (decoders.has(label)) return decoders.get(label);
  const plain = label.replace(/^(?:x-|cs)/, '').replace(/[\s._-]+/g, '');
  const decoder = tryDecoder(label) ?? tryDecoder(aliases[plain] ?? plain);
  // A mail may make up any number of names: remember a bounded number of them.
  if (decoders.size < 200) decoders.set(label, decoder);
  return decoder;
}

function tryDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** UTF-8 if the bytes are clean UTF-8, else windows-1252, which gives every byte a character. */
export function decodeGuessing(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

/**
 * Decodes in the named charset. No name, `us-ascii` and an unknown name (git-send-email users have answered "y" to its
 * question for the charset) are guessed: the bytes are UTF-8 more often than not.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): Decoded {
  if (charset === undefined || charset === '' || /^(?:us-?ascii|ansi_x3\.4-1968)$/i.test(charset)) {
    return { text: withoutMark(decodeGuessing(bytes)), isUnknownCharset: false };
  }
  const decoder = findDecoder(charset);
  if (decoder === undefined) return { text: withoutMark(decodeGuessing(bytes)), isUnknownCharset: true };
  return { text: decoder.decode(bytes), isUnknownCharset: false };
}

/** The byte order mark is no text. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** 0x80 to 0x9f of windows-1252, as the Encoding Standard has them; the rest equals latin 1. */
const high =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** By hand: some releases of Node decode windows-1252 as latin 1. */
function decodeWindows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) {
    let piece = '';
    for (const byte of bytes.subarray(i, i + 8192)) {
      piece += byte >= 0x80 && byte < 0xa0 ? high.charAt(byte - 0x80) : String.fromCharCode(byte);
    }
    pieces.push(piece);
  }
  return pieces.join('');
}
