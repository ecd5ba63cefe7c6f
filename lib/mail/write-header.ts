import type { Mailbox } from '#lib/mail/mailbox';

/** Columns that a header's line should keep to (RFC 5322 2.1.1). */
const COLUMNS = 78;
/** Characters of an encoded word: 75 at most, and a line with one 76 (RFC 2047 2); so many fit behind a header's name. */
const WORD = 62;

const encoder = new TextEncoder();

/** What no header may hold: a line end would begin another header. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .trim();
}

/** One header with its line end, folded at spaces where it is longer than a line. */
export function writeHeader(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > COLUMNS && line.trim() !== '' && line !== `${name}:`) {
      lines.push(line);
      line = ` ${word}`;
    } else line += ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

/** Free text of a header: as it is where it is ASCII, else as encoded words (RFC 2047). */
export function encodeText(text: string): string {
  const line = oneLine(text).replace(/ +/g, ' ');
  return /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') ? line : encodeWords(line);
}

/** Encoded words with a space between them; none cuts a character in two. */
function encodeWords(text: string): string {
  const [open, close] = ['=?UTF-8?q?', '?='];
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    const code = encodeLetter(letter);
    if (open.length + word.length + code.length + close.length > WORD) {
      words.push(`${open}${word}${close}`);
      word = '';
    }
    word += code;
  }
  words.push(`${open}${word}${close}`);
  return words.join(' ');
}

/** Only what may stand in a phrase as well (RFC 2047 5.3) is left as it is. */
function encodeLetter(letter: string): string {
  if (letter === ' ') return '_';
  if (/^[A-Za-z0-9!*+/-]$/.test(letter)) return letter;
  return [...encoder.encode(letter)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Whether an address can stand in a header as it is. */
export function isAddress(address: string): boolean {
  return /^[^\s<>()[\]\\,;:"@\x7f-\uffff]+@[^\s<>()\\,;:"@\x7f-\uffff]+$/.test(address);
}

/** Mailboxes as a header's value; what has no address that can be written is left out. */
export function encodeMailboxes(boxes: readonly Mailbox[]): string {
  return boxes
    .filter(({ address }) => isAddress(address))
    .map(({ name, address }) => {
      const line = oneLine(name).replace(/ +/g, ' ');
      if (line === '' || line === address) return address;
      if (!/^[\x20-\x7e]*$/.test(line) || line.includes('=?')) return `${encodeWords(line)} <${address}>`;
      const phrase = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*$/.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
      return `${phrase} <${address}>`;
    })
    .join(', ');
}
