import type { Sender } from '#lib/patch/trailer/gather';

/** Text in UTF-8, each character a byte. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Characters that a word of RFC 2047 may hold as they are, in a name too. */
const plain = /[A-Za-z0-9!*+/-]/;

/** Most characters of the encoded text in one word, so that a line of two stays short. */
const WORD = 60;

/** A header's value: as it is where it is ASCII, in words of RFC 2047 where not, never cut within a character. */
export function encodeHeader(text: string): string {
  const line = text.replace(/[\r\n\t]+/g, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;
  const words: string[] = [];
  let word = '';
  for (const char of line) {
    const coded = plain.test(char)
      ? char
      : char === ' '
        ? '_'
        : [...encodeText(char)].map((c) => hex(c.charCodeAt(0))).join('');
    if (word.length + coded.length > WORD) {
      words.push(word);
      word = '';
    }
    word += coded;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?q?${one}?=`).join('\n ');
}

/** `Name <address>` for a header; a name with other characters than letters is quoted. */
export function printMailbox({ name, address }: Sender): string {
  if (name === '') return `<${address}>`;
  const isAtom = /^[\w !#$%&'*+/=?^`{|}~-]*$/.test(name) && !name.includes('=?');
  const isAscii = /^[\x20-\x7e]*$/.test(name);
  const shown = isAscii && !isAtom ? `"${name.replace(/[\\"]/g, '\\$&')}"` : encodeHeader(name);
  return `${shown} <${address.replace(/[<>\s]/g, '')}>`;
}

/**
 * A body, each character a byte, in the plainest encoding that reaches `git am` whole: as it is, or quoted-printable
 * where a line could be taken for the beginning of another mail (`From `, also with `>` before it) or has a CR that
 * git-mailsplit would take for the end of a line.
 */
export function encodeBody(body: string): { readonly body: string; readonly encoding: '8bit' | 'quoted-printable' } {
  if (!/^>*From |[\r\0]/m.test(body)) return { body, encoding: '8bit' };
  return { body: body.split('\n').map(quoteLine).join('\n'), encoding: 'quoted-printable' };
}

function quoteLine(line: string): string {
  const coded = line
    .replace(/[^\t\x20-\x3c\x3e-\x7e]/g, (char) => hex(char.charCodeAt(0)))
    .replace(/^(>*)From /, (_, marks: string) => `${marks.replaceAll('>', '=3E')}=46rom `)
    .replace(/[ \t]$/, (char) => hex(char.charCodeAt(0)));
  const rows: string[] = [];
  let rest = coded;
  while (rest.length > 76) {
    let end = 75;
    // Not within an escape.
    if (rest[end - 1] === '=') end -= 1;
    else if (rest[end - 2] === '=') end -= 2;
    rows.push(`${rest.slice(0, end)}=`);
    rest = rest.slice(end);
  }
  rows.push(rest);
  return rows.join('\n');
}
