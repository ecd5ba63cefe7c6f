import { readMbox } from '#lib/source/read-mbox';
import { judgeFromLine, saidKind, skipBlank, startsAsMbox } from '#lib/source/separator';
import type { Container } from '#lib/source/source';

/** Header and body together, by Content-Length; undefined while the headers are not complete or name none. */
export function lengthByHeader(bytes: Buffer): number | undefined {
  const lf = bytes.indexOf('\n\n', 0, 'latin1');
  const crlf = bytes.indexOf('\n\r\n', 0, 'latin1');
  const end = lf < 0 ? crlf : crlf < 0 ? lf : Math.min(lf, crlf);
  if (end < 0) return undefined;
  const found = /^content-length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(bytes.toString('latin1', 0, end + 1));
  return found === null ? undefined : end + (end === lf ? 2 : 3) + Number(found[1]);
}

/** How many mails say their length, if every complete one among these bytes does and says it right: one empty line at most is left over. */
function countAgreeing(first: Buffer): number {
  let at = skipBlank(first);
  for (let agreed = 0; ; agreed++) {
    const start = first.indexOf(10, at) + 1;
    if (start === 0) return agreed;
    const length = lengthByHeader(first.subarray(start));
    if (length === undefined) return hasWholeHeader(first.subarray(start)) ? 0 : agreed;
    let stop = start + length;
    if (stop > first.length) return agreed === 0 ? 0 : agreed + 1;
    if (first[stop] === 13) stop++;
    if (first[stop] === 10) stop++;
    if (stop >= first.length) return agreed + 1;
    const isFrom = first.toString('latin1', stop, stop + 5) === 'From ';
    if (!isFrom || judgeFromLine(first, stop, true) !== 'separator') return 0;
    at = stop;
  }
}

function hasWholeHeader(bytes: Buffer): boolean {
  return bytes.includes('\n\n') || bytes.includes('\n\r\n');
}

const escaped =
  'lengths tell where its mails end, but not whether ">From " is escaped: left as it stands (--format mboxcl takes the mark off)';

/** Nothing is escaped; each mail's Content-Length says where it ends. Evidence: the lengths agree with the separators. */
export const mboxcl2: Container = {
  form: 'container',
  name: 'mboxcl2',
  title: 'mbox by Content-Length, nothing escaped',
  isSequence: true,
  detect(first) {
    const buffer = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
    const said = saidKind(first);
    if (said !== undefined) return said === 'mboxcl2' ? {} : undefined;
    const mails = startsAsMbox(first) ? countAgreeing(buffer) : 0;
    if (mails === 0) return undefined;
    const isBare = buffer.toString('latin1').split('\nFrom ').length > mails;
    return buffer.includes('\n>From ') && !isBare ? { note: escaped } : {};
  },
  read: (input) => readMbox(input, { unescape: (bytes) => bytes, lengthOf: lengthByHeader }),
};
