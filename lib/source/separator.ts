/** The `From ` line that opens each mail of an mbox (RFC 4155), told from prose that begins so. */

/** sender, then C's ctime, with or without seconds and zone. public-inbox writes `From mboxrd@z Thu Jan  1 00:00:00 1970`. */
const separator =
  /^From (?:\S+ +|\S+ at \S+ +)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2},? +\d{4}) +\d{1,2}:\d{2}(?::\d{2})?(?: .*)?\r?$|^From \S[^\s@]*@\S+\r?$/;
/** What may follow it: a header, `>From ` of some deliverers, or an empty line (a mail without headers). */
const header = /^(?:[!-9;-~]{1,60}[ \t]*:|>From |\r?$)/;

/** What stands at `at`: a separator, a line that only looks so, or too few bytes to tell. */
export type Finding = 'separator' | 'prose' | 'more';

/** Judges the line at `at`, which begins with `From `, by its form and by the line after it. */
export function judgeFromLine(buffer: Buffer, at: number, isEnd: boolean): Finding {
  const stop = buffer.indexOf(10, at);
  if (stop < 0) {
    if (!isEnd && buffer.length - at < 1000) return 'more';
    return separator.test(buffer.toString('latin1', at, Math.min(at + 1000, buffer.length))) ? 'separator' : 'prose';
  }
  if (!separator.test(buffer.toString('latin1', at, stop))) return 'prose';
  const next = buffer.indexOf(10, stop + 1);
  if (next < 0 && !isEnd && buffer.length - stop < 1000) return 'more';
  const end = next < 0 ? Math.min(buffer.length, stop + 1000) : next;
  return header.test(buffer.toString('latin1', stop + 1, end)) ? 'separator' : 'prose';
}

/** Index of the first separator that follows an empty line, wherever it stands; undefined for none. */
export function findSeparator(buffer: Buffer): number | undefined {
  for (let at = buffer.indexOf('\nFrom '); at >= 0; at = buffer.indexOf('\nFrom ', at + 5)) {
    const before = buffer[at - 1] === 13 ? buffer[at - 2] : buffer[at - 1];
    if (before === 10 && judgeFromLine(buffer, at + 1, true) === 'separator') return at + 1;
  }
  return undefined;
}

/** Whether a file begins as an mbox does. */
export function startsAsMbox(first: Uint8Array): boolean {
  const buffer = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  const at = skipBlank(buffer);
  return buffer.toString('latin1', at, at + 5) === 'From ' && judgeFromLine(buffer, at, true) === 'separator';
}

/** Index after a byte order mark and empty lines at the start. */
export function skipBlank(buffer: Buffer): number {
  let at = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  while (buffer[at] === 10 || buffer[at] === 13) at++;
  return at;
}

/**
 * The kind of mbox that the first separator says: public-inbox writes `mboxrd@z` where a sender belongs, its search
 * program `OID@mboxcl` and the like. undefined where it says none.
 */
export function saidKind(first: Uint8Array): string | undefined {
  const buffer = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  const at = skipBlank(buffer);
  const line = buffer.toString('latin1', at, at + 120);
  return /^From (?:(mboxrd)@z|[0-9a-f]{7,64}@(mboxrd|mboxo|mboxcl2?)) /
    .exec(line)
    ?.slice(1)
    .find((kind) => kind !== undefined);
}
