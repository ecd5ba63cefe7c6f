import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzip, isGzip } from '#lib/source/gunzip';
import { mboxrd } from '#lib/source/mboxrd';
import { findSeparator } from '#lib/source/separator';
import type { Source, SourceIssue, SourceItem } from '#lib/source/source';
import { sources } from '#lib/source/sources';

/** How to read, where the bytes shall not decide alone. */
export interface ReadOptions {
  /** Read every file as this, whatever it looks like. */
  readonly source?: Source;
  /** Told how many bytes (compressed, as in the file) have been taken in. */
  readonly onProgress?: (bytes: number) => void;
  /** What `-` reads; standard input. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

const CHUNK = 1 << 20;

/** The files under a path: itself, or all files of a folder and its folders, sorted, hidden ones left out. */
export async function listFiles(path: string): Promise<string[]> {
  if (path === '-' || !(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads a file's mails: compression and container are told from its bytes, not from its name. Never throws. */
export async function* readMailFile(file: string, options: ReadOptions = {}): AsyncGenerator<SourceItem> {
  const issues: SourceIssue[] = [];
  const report = (code: SourceIssue['code'], severity: SourceIssue['severity'], message: string, offset: number) => {
    issues.push({ kind: 'issue', severity, code, message, file, offset });
  };
  const raw = peek(countBytes(openBytes(file, options, report), options));
  const packed = isGzip(await raw.first(2));
  const damage = (message: string, at: number) => report('damaged-gzip', 'error', message, at);
  const plain = packed ? peek(gunzip(raw.chunks(), damage)) : raw;
  const first = await plain.first(CHUNK);
  const detected = options.source === undefined ? detectSource(first) : { source: options.source, note: undefined };
  if (first.length === 0) {
    if (issues.length === 0) report('not-mail', 'note', 'the file is empty', 0);
  } else if (detected === undefined) {
    const isUtf16 = (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff);
    const why = isUtf16 ? ': it begins as UTF-16 text does, and mail is bytes' : '';
    report('not-mail', 'error', `neither an mbox nor a mail${why}`, 0);
  } else {
    if (detected.note !== undefined) report('kind-assumed', 'note', detected.note, 0);
    yield* issues.splice(0);
    yield* detected.source.read({ file, chunks: plain.chunks() });
  }
  yield* issues;
}

function detectSource(first: Uint8Array): { readonly source: Source; readonly note: string | undefined } | undefined {
  for (const source of sources) {
    const detection = source.detect(first);
    if (detection !== undefined) return { source, note: detection.note };
  }
  // Something stands before the first separator: a mail whose beginning was cut off, a log. It is reported, the rest read.
  return findSeparator(Buffer.from(first.buffer, first.byteOffset, first.byteLength)) === undefined
    ? undefined
    : { source: mboxrd, note: undefined };
}

async function* openBytes(
  file: string,
  options: ReadOptions,
  report: (code: SourceIssue['code'], severity: SourceIssue['severity'], message: string, offset: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  try {
    const stream = file === '-' ? (options.stdin ?? process.stdin) : createReadStream(file, { highWaterMark: CHUNK });
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  } catch (error) {
    report('unreadable', 'error', error instanceof Error ? error.message : String(error), read);
  }
}

async function* countBytes(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    options.onProgress?.(bytes);
    yield chunk;
  }
}

/** Lets the first bytes be looked at before all are read. */
function peek(input: AsyncGenerator<Uint8Array>) {
  let held: Uint8Array = new Uint8Array(0);
  return {
    async first(size: number): Promise<Uint8Array> {
      while (held.length < size) {
        const next = await input.next();
        if (next.done === true) break;
        held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
      }
      return held.subarray(0, size);
    },
    async *chunks(): AsyncGenerator<Uint8Array> {
      if (held.length > 0) {
        const first = held;
        held = new Uint8Array(0);
        yield first;
      }
      yield* input;
    },
  };
}
