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

/** Whether every complete mail among these bytes says its length, and says it right. */
function lengthsAgree(first: Buffer): boolean {
  let at = skipBlank(first);
  let agreed = 0;
  for (;;) {
    const start = first.indexOf(10, at) + 1;
    const length = start === 0 ? undefined : lengthByHeader(first.subarray(start));
    if (length === undefined) return agreed > 0 && start > 0 && first.length - start < 65_536;
    let stop = start + length;
    if (stop > first.length) return agreed > 0;
    while (first[stop] === 10 || first[stop] === 13) stop++;
    if (stop >= first.length) return true;
    if (first.toString('latin1', stop, stop + 5) !== 'From ' || judgeFromLine(first, stop, true) !== 'separator')
      return false;
    agreed++;
    at = stop;
  }
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
