import { parseStructured, readFileName, type Structured } from '#lib/mail/content-type';
import { type HeaderBlock, type Headers, readHeaders } from '#lib/mail/header';

/** A part without parts: what it says it is, and where its body stands in the mail's bytes. */
export interface Leaf {
  readonly type: Structured;
  readonly disposition: Structured;
  readonly encoding: string;
  readonly fileName: string;
  readonly start: number;
  readonly end: number;
  /** Number of the multipart/alternative it is a choice of; undefined when it stands for itself. */
  readonly alternative: number | undefined;
  /** 1 for a part of the outermost multipart. */
  readonly depth: number;
}

/** A mail's parts in order. */
export interface MimeTree {
  readonly leaves: readonly Leaf[];
  /** A multipart whose boundary does not occur or is not given: the own reading cannot be trusted. */
  readonly isDamaged: boolean;
  /** More levels than anybody nests; what is below is left as bytes. */
  readonly isTooDeep: boolean;
  /** Parts were left out, because there are more than anybody means. */
  readonly isTooMany: boolean;
}

const MAX_DEPTH = 32;
const MAX_PARTS = 10_000;

/** The transfer encoding's first word; comments and quotes around it are forgiven. */
export function readEncoding(headers: Headers): string {
  const value = headers.find('content-transfer-encoding') ?? '';
  return /[\w-]+/.exec(value.replace(/\([^()]*\)/g, ''))?.[0]?.toLowerCase() ?? '';
}

interface Open {
  readonly type: Structured;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly alternative: number | undefined;
}

/** Walks the parts of a multipart (RFC 2046 5.1) with a stack of its own: a mail decides how deep it nests. */
export function walkParts(raw: Uint8Array, top: HeaderBlock, type: Structured): MimeTree {
  const leaves: Leaf[] = [];
  let isDamaged = false;
  let isTooDeep = false;
  let isTooMany = false;
  let alternatives = 0;
  const stack: Open[] = [{ type, start: top.bodyStart, end: raw.length, depth: 0, alternative: undefined }];
  for (let open = stack.pop(); open !== undefined; open = stack.pop()) {
    const { type, start, end, depth } = open;
    const boundary = type.parameters.get('boundary') ?? '';
    const ranges = boundary === '' ? [] : splitAtBoundary(raw, start, end, boundary);
    if (ranges.length === 0) isDamaged = true;
    const alternative = type.value === 'multipart/alternative' ? ++alternatives : open.alternative;
    const fallback = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    for (const range of ranges) {
      if (leaves.length + stack.length >= MAX_PARTS) {
        isTooMany = true;
        break;
      }
      const part = readHeaders(raw.subarray(range.start, range.end));
      const partType = parseStructured(part.headers.find('content-type'), fallback);
      const place = { start: range.start + part.bodyStart, end: range.end, depth: depth + 1, alternative };
      const isMultipart = partType.value.startsWith('multipart/');
      if (isMultipart && depth < MAX_DEPTH) {
        stack.push({ ...place, type: partType });
        continue;
      }
      if (isMultipart) isTooDeep = true;
      const disposition = parseStructured(part.headers.find('content-disposition'), '');
      const encoding = readEncoding(part.headers);
      leaves.push({ ...place, type: partType, disposition, encoding, fileName: readFileName(disposition, partType) });
    }
  }
  // The stack gives them in its own order; the mail's order is the order of their bytes.
  leaves.sort((a, b) => a.start - b.start || a.end - b.end);
  return { leaves, isDamaged, isTooDeep, isTooMany };
}

/** Byte ranges between delimiter lines: `--boundary`, white space allowed after it (RFC 2046 5.1.1). */
function splitAtBoundary(
  raw: Uint8Array,
  start: number,
  end: number,
  boundary: string,
): { start: number; end: number }[] {
  const mark = new TextEncoder().encode(`--${boundary}`);
  const ranges: { start: number; end: number }[] = [];
  let open: number | undefined;
  for (let at = start; at < end; ) {
    let stop = raw.indexOf(10, at);
    if (stop < 0 || stop > end) stop = end;
    const kind = raw[at] === 45 && raw[at + 1] === 45 ? readDelimiter(raw, at, stop, mark) : undefined;
    if (kind !== undefined) {
      if (open !== undefined) ranges.push({ start: open, end: at });
      open = kind === 'open' ? Math.min(stop + 1, end) : undefined;
      // What follows the closing delimiter is an epilogue; a delimiter in it would open a part again, as readers allow.
    }
    at = stop + 1;
  }
  if (open !== undefined) ranges.push({ start: open, end });
  return ranges;
}

function readDelimiter(raw: Uint8Array, at: number, stop: number, mark: Uint8Array): 'open' | 'close' | undefined {
  for (let i = 0; i < mark.length; i++) if (raw[at + i] !== mark[i]) return undefined;
  let rest = at + mark.length;
  const isClose = raw[rest] === 45 && raw[rest + 1] === 45;
  if (isClose) rest += 2;
  for (; rest < stop; rest++) {
    const byte = raw[rest];
    if (byte !== 32 && byte !== 9 && byte !== 13) return undefined;
  }
  return isClose ? 'close' : 'open';
}
