import { readMbox } from '#lib/source/read-mbox';
import { saidKind, startsAsMbox } from '#lib/source/separator';
import type { Container } from '#lib/source/source';

/** In mboxrd every body line of `>`s and `From ` got one `>` more: one is taken off, and the body is exactly the sender's. */
export function unescapeMboxrd(bytes: Buffer): Uint8Array {
  return unescapeLines(bytes, /^>+From /);
}

/** Takes one `>` off the lines that match; the same bytes where there are none, which is nearly always. */
export function unescapeLines(bytes: Buffer, escaped: RegExp): Uint8Array {
  let found = bytes.indexOf('From ', 0, 'latin1');
  const drop: number[] = [];
  while (found >= 0) {
    let start = found;
    while (start > 0 && bytes[start - 1] === 62) start--;
    if (start < found && (start === 0 || bytes[start - 1] === 10)) {
      if (escaped.test(bytes.toString('latin1', start, found + 5))) drop.push(start);
    }
    found = bytes.indexOf('From ', found + 5, 'latin1');
  }
  if (drop.length === 0) return bytes;
  const pieces: Buffer[] = [];
  let at = 0;
  for (const index of drop) {
    pieces.push(bytes.subarray(at, index));
    at = index + 1;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** Evidence: public-inbox's own separator, or a line escaped twice, which only this kind has. */
function isSurelyMboxrd(first: Buffer): boolean {
  return saidKind(first) === 'mboxrd' || first.includes('\nFrom mboxrd@z ') || first.includes('\n>>From ');
}

/** The kind git and public-inbox write, and what is assumed of an mbox that tells nothing. */
export const mboxrd: Container = {
  form: 'container',
  name: 'mboxrd',
  title: 'mbox as git and public-inbox write it',
  isSequence: true,
  detect(first) {
    if (!startsAsMbox(first)) return undefined;
    if (isSurelyMboxrd(Buffer.from(first.buffer, first.byteOffset, first.byteLength))) return {};
    return { note: 'nothing tells which kind of mbox this is: read as mboxrd (--format overrides)' };
  },
  read: (input) => readMbox(input, { unescape: unescapeMboxrd }),
};
