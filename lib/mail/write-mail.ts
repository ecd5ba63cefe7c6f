import type { OutgoingMail } from '#lib/mail/outgoing-mail';
import { writeDate } from '#lib/mail/write-date';
import { encodeMailboxes, encodeText, writeHeader } from '#lib/mail/write-header';

const encoder = new TextEncoder();

/** Bytes of a line that SMTP carries (RFC 5321 4.5.3.1.6), without its end. */
const MAX_LINE = 998;

/**
 * A mail's bytes: one part of plain text in UTF-8, no format=flowed, lines ended by LF as mailboxes and git have them. The
 * text goes as it is where its lines can be carried, else as quoted-printable.
 */
export function writeMail(mail: OutgoingMail): Uint8Array {
  const text = mail.text.endsWith('\n') ? mail.text : `${mail.text}\n`;
  const encoding = chooseEncoding(text);
  const ids = (list: readonly string[]) =>
    list
      .filter((id) => /^[\x21-\x7e]+$/.test(id) && !/[<>]/.test(id))
      .map((id) => `<${id}>`)
      .join(' ');
  const headers: readonly (readonly [string, string])[] = [
    ['From', encodeMailboxes([mail.from])],
    ['To', encodeMailboxes(mail.to)],
    ['Cc', encodeMailboxes(mail.cc)],
    ['Subject', encodeText(mail.subject)],
    ['Date', writeDate(mail.dateMs, mail.zone)],
    ['Message-ID', ids([mail.messageId])],
    ['In-Reply-To', ids([mail.inReplyTo])],
    ['References', ids(mail.references)],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', encoding],
    ...mail.extra.map(({ name, value }) => [name, encodeText(value)] as const),
  ];
  const head = headers.map(([name, value]) => (value === '' ? '' : writeHeader(name, value))).join('');
  return encoder.encode(`${head}\n${encoding === 'quoted-printable' ? encodeQuotedPrintable(text) : text}`);
}

function chooseEncoding(text: string): '7bit' | '8bit' | 'quoted-printable' {
  if (/[\r\0]/.test(text)) return 'quoted-printable';
  for (const line of text.split('\n')) {
    if (line.length > MAX_LINE || (line.length * 3 > MAX_LINE && encoder.encode(line).length > MAX_LINE)) {
      return 'quoted-printable';
    }
  }
  return /^\p{ASCII}*$/u.test(text) ? '7bit' : '8bit';
}

/** RFC 2045 6.7; a line that a mailbox would take for a separator, or SMTP for the end, is escaped as well. */
function encodeQuotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const codes = [...encoder.encode(line)].map((byte, i, all) => {
        const isPlain = byte === 9 || (byte >= 32 && byte <= 126 && byte !== 61);
        const isEnd = i === all.length - 1 && (byte === 9 || byte === 32);
        const isDot = byte === 46 && all.length === 1;
        const isFrom = i === 0 && /^>*From /.test(line);
        return isPlain && !isEnd && !isDot && !isFrom
          ? String.fromCharCode(byte)
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      });
      const rows = [''];
      for (const code of codes) {
        if ((rows.at(-1) ?? '').length + code.length > 75) rows.push('');
        rows[rows.length - 1] += code;
      }
      return rows.join('=\n');
    })
    .join('\n');
}
