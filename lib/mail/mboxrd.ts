const encode = (text: string) => new TextEncoder().encode(text);

/** The separator public-inbox writes: it tells the kind, and no date that could be mistaken for the mail's. */
const SEPARATOR = encode('From mboxrd@z Thu Jan  1 00:00:00 1970\n');
const FROM = encode('From ');
const LF = 10;
const MARK = 62;

/**
 * One mail as an mboxrd entry: separator, the bytes with one `>` more on lines of `>`s and `From `, an empty line. Read
 * back it gives the same bytes; only a last line without an end gets one, because the container needs it.
 */
export function writeMboxrd(bytes: Uint8Array): Uint8Array {
  const escapes = findFromLines(bytes);
  const endsLine = bytes[bytes.length - 1] === LF;
  const out = new Uint8Array(SEPARATOR.length + bytes.length + escapes.length + (endsLine ? 1 : 2));
  out.set(SEPARATOR);
  let to = SEPARATOR.length;
  let at = 0;
  for (const start of escapes) {
    out.set(bytes.subarray(at, start), to);
    to += start - at;
    out[to++] = MARK;
    at = start;
  }
  out.set(bytes.subarray(at), to);
  out.fill(LF, to + bytes.length - at);
  return out;
}

/** Where lines begin that are `From ` after any number of `>`. */
function findFromLines(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    let at = start;
    while (bytes[at] === MARK) at++;
    if (bytes[at] === FROM[0] && FROM.every((byte, i) => bytes[at + i] === byte)) found.push(start);
    const end = bytes.indexOf(LF, at);
    if (end < 0) break;
    start = end + 1;
  }
  return found;
}
