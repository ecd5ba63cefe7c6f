/** Content transfer encodings (RFC 2045 6): from the bytes of a body as mailed to the bytes of its content. */

const LF = 10;
const CR = 13;
const EQUALS = 61;

/**
 * The body as lines each ended by one LF: CR before LF taken off, a last line without an end given one. Returns the same
 * bytes where nothing is to be done, which is nearly always.
 */
export function normaliseLines(body: Uint8Array): Uint8Array {
  if (body.length === 0) return body;
  const endsInLf = body[body.length - 1] === LF;
  if (!body.includes(CR)) {
    if (endsInLf) return body;
    const out = new Uint8Array(body.length + 1);
    out.set(body);
    out[body.length] = LF;
    return out;
  }
  const out = new Uint8Array(body.length + 1);
  let to = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte === CR) {
      let next = i + 1;
      while (body[next] === CR) next++;
      if (next === body.length || body[next] === LF) {
        i = next - 1;
        continue;
      }
    }
    out[to++] = byte;
  }
  if (to === 0 || out[to - 1] !== LF) out[to++] = LF;
  return out.subarray(0, to);
}

/**
 * Quoted-printable. What is no valid escape stays as it stands. `=` at a line's end joins it with the next; white space
 * after that `=` is not forgiven (the library does not either).
 */
export function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const lines = normaliseLines(body);
  const out = new Uint8Array(lines.length);
  let to = 0;
  for (let i = 0; i < lines.length; i++) {
    const byte = lines[i] ?? 0;
    if (byte !== EQUALS) {
      out[to++] = byte;
      continue;
    }
    if (lines[i + 1] === LF) {
      i++;
      continue;
    }
    const value = hexValue(lines[i + 1]) * 16 + hexValue(lines[i + 2]);
    // A soft break takes its `=` away before escapes are looked for: `=4=` at a line's end is no escape.
    if (value >= 0) {
      out[to++] = value;
      i += 2;
    } else out[to++] = byte;
  }
  return out.subarray(0, to);
}

/** 0 to 15, or a number so negative that no sum with it is a byte. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1000;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return -1000;
}

const sextets = new Int8Array(256).fill(-1);
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  sextets[char.charCodeAt(0)] = value;
}

/** Base64. Other characters are skipped; `=` ends a group of four, and a new one may follow (some mailers pad each line). */
export function decodeBase64(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((body.length * 3) / 4) + 3);
  let to = 0;
  let bits = 0;
  let held = 0;
  const flush = () => {
    if (held === 2) out[to++] = (bits >> 4) & 255;
    else if (held === 3) {
      out[to++] = (bits >> 10) & 255;
      out[to++] = (bits >> 2) & 255;
    }
    held = 0;
    bits = 0;
  };
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    const value = sextets[byte] ?? -1;
    if (value >= 0) {
      bits = (bits << 6) | value;
      if (++held === 4) {
        out[to++] = (bits >> 16) & 255;
        out[to++] = (bits >> 8) & 255;
        out[to++] = bits & 255;
        held = 0;
        bits = 0;
      }
    } else if (byte === EQUALS) flush();
  }
  flush();
  return out.subarray(0, to);
}
