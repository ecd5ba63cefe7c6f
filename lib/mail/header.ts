import { decodeGuessing } from '#lib/mail/charset';

/** Headers of a mail or of one of its parts: raw values, unfolded, encoded words not decoded; names in lower case. */
export interface Headers {
  /** The first header of this name: for a header that may stand once, the first counts. */
  find(name: string): string | undefined;
  /** All headers of this name, in order: In-Reply-To given twice does happen. */
  all(name: string): readonly string[];
}

/** Where the headers end and the body begins, as offsets into the bytes given. */
export interface HeaderBlock {
  readonly headers: Headers;
  readonly bodyStart: number;
  /** False when the bytes ended before an empty line. */
  readonly hasBody: boolean;
}

const LF = 10;
const CR = 13;

/** The headers anybody here asks for: the rest of a mail's headers, half its bytes, is only passed over. */
const wanted = new Set([
  'content-disposition',
  'content-transfer-encoding',
  'content-type',
  'cc',
  'date',
  'from',
  'in-reply-to',
  'list-id',
  'list-post',
  'mail-followup-to',
  'message-id',
  'received',
  'references',
  'reply-to',
  'sender',
  'subject',
  'to',
  'x-mailing-list',
  'x-moot-fidelity',
  'x-moot-remarks',
  'x-original-from',
]);

/** Reads a header block (RFC 5322 2.2) that starts at `start`, with whatever a mailbox put before it. */
export function readHeaders(raw: Uint8Array, start = 0): HeaderBlock {
  const { end, bodyStart, hasBody } = findHeaderEnd(raw, start);
  const fields = new Map<string, string[]>();
  const block = raw.subarray(start, end);
  let last: { readonly values: string[] } | undefined;
  const lines = decodeHeaderLines(block);
  for (let line of lines) {
    if (line.endsWith('\r')) line = line.replace(/\r+$/, '');
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) {
      // Unfolding (RFC 5322 2.2.3) takes the line end away and keeps the white space; a tab was the folder's choice.
      if (last !== undefined) last.values.push(`${last.values.pop() ?? ''} ${line.slice(1)}`);
      continue;
    }
    last = undefined;
    const colon = line.indexOf(':');
    if (colon <= 0 || colon > 40) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!wanted.has(name)) continue;
    let values = fields.get(name);
    if (values === undefined) {
      values = [];
      fields.set(name, values);
    }
    values.push(line.slice(colon + 1));
    last = { values };
  }
  for (const values of fields.values()) for (const [i, value] of values.entries()) values[i] = value.trim();
  return {
    headers: { find: (name) => fields.get(name)?.[0], all: (name) => fields.get(name) ?? [] },
    bodyStart,
    hasBody,
  };
}

function findHeaderEnd(raw: Uint8Array, start: number): { end: number; bodyStart: number; hasBody: boolean } {
  let at = start;
  while (at < raw.length) {
    let stop = raw.indexOf(LF, at);
    if (stop < 0) stop = raw.length;
    let end = stop;
    while (end > at && raw[end - 1] === CR) end--;
    if (end === at) return { end: at, bodyStart: Math.min(stop + 1, raw.length), hasBody: true };
    at = stop + 1;
  }
  return { end: raw.length, bodyStart: raw.length, hasBody: false };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** RFC 6532 headers are UTF-8; older raw 8-bit headers are mostly windows-1252, and one mail may hold both. */
function decodeHeaderLines(block: Uint8Array): string[] {
  try {
    return strict.decode(block).split('\n');
  } catch {
    const lines: string[] = [];
    for (let at = 0; at < block.length; ) {
      let stop = block.indexOf(LF, at);
      if (stop < 0) stop = block.length;
      lines.push(decodeGuessing(block.subarray(at, stop)));
      at = stop + 1;
    }
    return lines;
  }
}
