import { readMbox } from '#lib/source/read-mbox';
import { judgeFromLine, skipBlank, startsAsMbox } from '#lib/source/separator';
import type { Source } from '#lib/source/source';

/** Header and body together, by Content-Length; undefined while the headers are not complete or name none. */
export function lengthByHeader(bytes: Buffer): number | undefined {
  const lf = bytes.indexOf('\n\n', 0, 'latin1');
  const crlf = bytes.indexOf('\n\r\n', 0, 'latin1');
  const end = lf < 0 ? crlf : crlf < 0 ? lf : Math.min(lf, crlf);
  if (end < 0) return undefined;
  const found = /^content-length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(bytes.toString('latin1', 0, end + 1));
  return found === null ? undefined : end + (end === lf ? 2 : 3) + Number(found[1]);
}

/** Whether every complete mail among these bytes says its length, and says it right: one empty line at most is left over. */
function lengthsAgree(first: Buffer): boolean {
  let at = skipBlank(first);
  for (let agreed = 0; ; agreed++) {
    const start = first.indexOf(10, at) + 1;
    if (start === 0) return agreed > 0;
    const length = lengthByHeader(first.subarray(start));
    if (length === undefined) return agreed > 0 && !hasWholeHeader(first.subarray(start));
    let stop = start + length;
    if (stop > first.length) return agreed > 0;
    if (first[stop] === 13) stop++;
    if (first[stop] === 10) stop++;
    if (stop >= first.length) return true;
    const isFrom = first.toString('latin1', stop, stop + 5) === 'From ';
    if (!isFrom || judgeFromLine(first, stop, true) !== 'separator') return false;
    at = stop;
  }
}

function hasWholeHeader(bytes: Buffer): boolean {
  return bytes.includes('\n\n') || bytes.includes('\n\r\n');
}

/** Nothing is escaped; each mail's Content-Length says where it ends. Evidence: the lengths agree with the separators. */
export const mboxcl2: Source = {
  name: 'mboxcl2',
  detect(first) {
    const buffer = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
    return startsAsMbox(first) && lengthsAgree(buffer) ? {} : undefined;
  },
  read: (input) => readMbox(input, { unescape: (bytes) => bytes, lengthOf: lengthByHeader }),
};
