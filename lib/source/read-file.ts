import { createReadStream } from 'node:fs';
import { containers } from '#lib/source/containers';
import { mboxrd } from '#lib/source/mboxrd';
import { packings } from '#lib/source/packings';
import { peek } from '#lib/source/peek';
import { findSeparator } from '#lib/source/separator';
import type { Container, SourceIssue, SourceItem } from '#lib/source/source';

/** How to read, where the bytes shall not decide alone. */
export interface ReadOptions {
  /** Read the file as this, whatever it looks like. */
  readonly container?: Container | undefined;
  /** Begin at this byte of the decompressed file, where a mail or its separator stands; then a container is needed. */
  readonly from?: number;
  /** Told the container, once it is known. */
  readonly onContainer?: (container: Container) => void;
  /** Told how many bytes (compressed, as in the file) have been taken in. */
  readonly onProgress?: (bytes: number) => void;
  /** What `-` reads; standard input. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Bytes that are taken of what a packed file unpacks to; all where it is left out. */
  readonly mostUnpacked?: number;
  /** What to read in place of the file: bytes from a server. */
  readonly bytes?: AsyncIterable<Uint8Array>;
}

const CHUNK = 1 << 20;

type Report = (code: SourceIssue['code'], severity: SourceIssue['severity'], message: string, offset: number) => void;

/** Reads a file's mails: compression and container are told from its bytes, not from its name. Never throws. */
export async function* readMailFile(file: string, options: ReadOptions = {}): AsyncGenerator<SourceItem> {
  const issues: SourceIssue[] = [];
  const report: Report = (code, severity, message, offset) => {
    issues.push({ kind: 'issue', severity, code, message, file, offset });
  };
  const from = options.from ?? 0;
  const plainFrom = await skippedInFile(file, from);
  const raw = peek(countBytes(openBytes(file, plainFrom, options, report), plainFrom, options));
  const start = await raw.first(4);
  const packing = plainFrom > 0 ? undefined : packings.find(({ isPacked }) => isPacked(start));
  const damage = (message: string, at: number) =>
    report(packing?.name === 'zstd' ? 'damaged-zstd' : 'damaged-gzip', 'error', message, at);
  const plain =
    packing === undefined ? raw : peek(bound(packing.unpack(raw.chunks(), damage), options.mostUnpacked, report));
  await plain.skip(from - plainFrom);
  const first = await plain.first(CHUNK);
  const detected = options.container === undefined ? detect(first) : { container: options.container, note: undefined };
  if (first.length === 0) {
    if (issues.length === 0 && from === 0) report('not-mail', 'note', 'the file is empty', 0);
  } else if (detected === undefined) {
    const isUtf16 = (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff);
    const why = isUtf16 ? ': it begins as UTF-16 text does, and mail is bytes' : '';
    report('not-mail', 'error', `neither an mbox nor a mail${why}`, 0);
  } else {
    if (detected.note !== undefined) report('kind-assumed', 'note', detected.note, 0);
    options.onContainer?.(detected.container);
    yield* issues.splice(0);
    yield* detected.container.read({ file, chunks: plain.chunks(), base: from });
  }
  yield* issues;
}

function detect(first: Uint8Array): { readonly container: Container; readonly note: string | undefined } | undefined {
  for (const container of containers) {
    const detection = container.detect(first);
    if (detection !== undefined) return { container, note: detection.note };
  }
  // Something stands before the first separator: a mail whose beginning was cut off, a log. It is reported, the rest read.
  return findSeparator(Buffer.from(first.buffer, first.byteOffset, first.byteLength)) === undefined
    ? undefined
    : { container: mboxrd, note: undefined };
}

/** Bytes up to a bound, which is told where it is met. */
async function* bound(
  chunks: AsyncIterable<Uint8Array>,
  most: number | undefined,
  report: Report,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    if (most !== undefined && size + chunk.length > most) {
      report('too-large', 'error', `it unpacks to more than ${most} bytes: the rest was not read`, size);
      return;
    }
    size += chunk.length;
    yield chunk;
  }
}

/** How much of what is to be skipped can be skipped in the file itself: all of it, unless the file is packed. */
async function skippedInFile(file: string, from: number): Promise<number> {
  if (from === 0) return 0;
  try {
    for await (const chunk of createReadStream(file, { end: 3 })) {
      const first = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      return packings.some(({ isPacked }) => isPacked(first)) ? 0 : from;
    }
  } catch {
    // Told by whoever opens it next.
  }
  return from;
}

async function* openBytes(
  file: string,
  start: number,
  options: ReadOptions,
  report: Report,
): AsyncGenerator<Uint8Array> {
  let read = start;
  try {
    // A pipe has no places: it is read without saying one.
    const at = start === 0 ? {} : { start };
    const stream =
      options.bytes ??
      (file === '-' ? (options.stdin ?? process.stdin) : createReadStream(file, { highWaterMark: CHUNK, ...at }));
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  } catch (error) {
    report('unreadable', 'error', error instanceof Error ? error.message : String(error), read);
  }
}

async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  start: number,
  options: ReadOptions,
): AsyncGenerator<Uint8Array> {
  let bytes = start;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    options.onProgress?.(bytes);
    yield chunk;
  }
}
