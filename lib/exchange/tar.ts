import { fileOf } from '#lib/argument/records';
import type { ExchangedDebate } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { printRecord } from '#lib/markdown/record-file';

/** The records as the Markdown files that they are loaded from, in one archive (POSIX ustar). */
export const tar: Format = {
  id: 'tar',
  title: 'Markdown',
  meaning: 'Every record as the file it is loaded from, in one tar archive. Byte for byte the same when loaded again.',
  extension: 'tar',
  mediaType: 'application/x-tar',
  print: printArchive,
  read: null,
};

const blockSize = 512;

/** Everything outside the files is ASCII, so the text is the archive once it is written as UTF-8. */
function printArchive(debate: ExchangedDebate): string {
  const files = debate.records.map((record) => {
    const text = printRecord(record);
    const size = countBytes(text);
    const padding = '\0'.repeat((blockSize - (size % blockSize)) % blockSize);
    return `${printHeader(fileOf(record.kind, record.slug), size)}${text}${padding}`;
  });
  return `${files.join('')}${'\0'.repeat(2 * blockSize)}`;
}

/** No time and no owner: the same records give the same archive. Throws for a path that the format cannot hold. */
function printHeader(path: string, size: number): string {
  if (path.length > 100) throw new Error(`Cannot put ${path} into an archive, expected a path of at most 100 letters`);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const before = `${path.padEnd(100, '\0')}${octal(0o644, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(0, 12)}`;
  const after = `0${'\0'.repeat(100)}ustar\0${'00'}`.padEnd(356, '\0');
  // The checksum is taken with blanks in its own place.
  const sum = [...`${before}        ${after}`].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
}

/** Length as UTF-8. */
function countBytes(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
