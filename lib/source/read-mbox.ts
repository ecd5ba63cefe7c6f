import { judgeFromLine, skipBlank } from '#lib/source/separator';
import type { Input, SourceIssue, SourceItem } from '#lib/source/source';

/** What makes one kind of mbox differ from another. */
export interface MboxKind {
  /** Gives the mail's own bytes back from what stands between two separators. */
  unescape(bytes: Buffer): Uint8Array;
  /** Length of the mail that begins with these bytes (after the separator), by its own account; undefined for none. */
  lengthOf?(bytes: Buffer): number | undefined;
}

/** A mail above this is passed over and reported: no list carries one, and it must not fill the memory. */
const MAX_MAIL = 128 << 20;
/** Headers above this tell no length: the mail is read to the next separator. */
const MAX_HEADERS = 4 << 20;
/** What is passed over in one mail before the rest of the file is given up: a few kilobytes can unpack to any number. */
const MAX_PASSED = 2 ** 31;

/** Reads any kind of mbox as a stream; what is not quite right is reported with its byte and read as well as can be. */
export async function* readMbox(input: Input, kind: MboxKind): AsyncGenerator<SourceItem> {
  const window = new Window(input.chunks, input.base ?? 0);
  const issue = (code: SourceIssue['code'], severity: SourceIssue['severity'], message: string, at: number) =>
    ({ kind: 'issue', severity, code, message, file: input.file, offset: window.base + at }) satisfies SourceIssue;
  await window.more();
  window.drop(skipBlank(window.buffer));
  let at = 0;
  const first = yield* nextSeparator(window, at, issue);
  if (first !== at) {
    const end = first ?? window.buffer.length;
    if (end > at) yield issue('leading-bytes', 'error', `${end - at} bytes before the first mail were passed over`, at);
    if (first === undefined) return;
    at = first;
  }
  for (;;) {
    // `at` stands on a separator.
    window.drop(at);
    const offset = window.base;
    let start = window.buffer.indexOf(10) + 1;
    while (start === 0 && (await window.more())) start = window.buffer.indexOf(10) + 1;
    if (start === 0) return;
    let from = start;
    const said = kind.lengthOf === undefined ? undefined : await findByLength(window, start, kind.lengthOf);
    if (said === 'wrong') {
      yield issue(
        'wrong-length',
        'error',
        'the length it gives does not end before another mail: read to the next separator',
        0,
      );
    } else if (said !== undefined) from = said;
    const next = yield* nextSeparator(window, from, issue);
    const end = next ?? window.buffer.length;
    if (window.isSkipping) {
      const rest = window.isGivenUp ? ', and with it the rest of the file' : '';
      const size = window.isGivenUp ? MAX_PASSED : MAX_MAIL;
      yield issue('too-large', 'error', `a mail of over ${size} bytes was passed over${rest}`, offset - window.base);
      window.isSkipping = false;
      window.passed = 0;
    } else {
      const isCrlf = start > 1 && window.buffer[start - 2] === 13;
      const bytes = window.buffer.subarray(start, withoutBlankLine(window.buffer, start, end, isCrlf));
      if (bytes.length > 0) yield { kind: 'message', bytes: kind.unescape(bytes), file: input.file, offset };
    }
    if (next === undefined) return;
    at = next;
  }
}

/** The empty line before a separator is the container's, not the mail's. */
function withoutBlankLine(buffer: Buffer, start: number, end: number, isCrlf: boolean): number {
  if (isCrlf && end - start >= 3 && buffer[end - 1] === 10 && buffer[end - 2] === 13 && buffer[end - 3] === 10)
    return end - 2;
  if (end - start >= 2 && buffer[end - 1] === 10 && buffer[end - 2] === 10) return end - 1;
  return end;
}

/** Index of the next separator at or after `from`, reading on as needed; undefined at the end of the file. */
async function* nextSeparator(
  window: Window,
  from: number,
  issue: (code: SourceIssue['code'], severity: SourceIssue['severity'], message: string, at: number) => SourceIssue,
): AsyncGenerator<SourceIssue, number | undefined> {
  let low = from;
  let at = from;
  for (;;) {
    const found = window.findFromLine(at);
    if (found === undefined) {
      // What was searched need not be searched again, but a line broken by the chunk's end must be.
      at = Math.max(low, window.buffer.length - 6);
      if (window.buffer.length > MAX_MAIL) {
        window.isSkipping = true;
        window.passed += window.buffer.length;
        window.drop(window.buffer.length - 6);
        if (window.passed > MAX_PASSED) {
          window.isGivenUp = true;
          return undefined;
        }
        low = 0;
        at = 0;
      }
      if (!(await window.more())) return undefined;
      continue;
    }
    const finding = judgeFromLine(window.buffer, found, window.isEnd);
    if (finding === 'more' && (await window.more())) continue;
    if (finding === 'separator') return found;
    if (finding === 'prose') {
      yield issue('from-line', 'note', 'a line of a body begins with "From " unescaped: kept in the body', found);
    }
    at = found + 5;
  }
}

/** Where the mail at `start` ends by its own account, if a separator or the end of the file stands there. */
async function findByLength(
  window: Window,
  start: number,
  lengthOf: (bytes: Buffer) => number | undefined,
): Promise<number | 'wrong' | undefined> {
  let end = lengthOf(window.buffer.subarray(start));
  while (
    end === undefined &&
    window.buffer.length - start < MAX_HEADERS &&
    !hasEmptyLine(window.buffer, start) &&
    (await window.more())
  ) {
    end = lengthOf(window.buffer.subarray(start));
  }
  if (end === undefined) return undefined;
  const stop = start + end;
  if (end > MAX_MAIL) return 'wrong';
  while (window.buffer.length < stop + 2000 && (await window.more()));
  if (stop > window.buffer.length) return 'wrong';
  let at = stop;
  while (at < stop + 3 && (window.buffer[at] === 10 || window.buffer[at] === 13)) at++;
  if (at >= window.buffer.length) return window.buffer.length;
  const isFrom = window.buffer.toString('latin1', at, at + 5) === 'From ';
  return isFrom && judgeFromLine(window.buffer, at, window.isEnd) === 'separator' ? at : 'wrong';
}

function hasEmptyLine(buffer: Buffer, start: number): boolean {
  return buffer.includes('\n\n', start) || buffer.includes('\n\r\n', start);
}

/** The part of the file that is in memory. */
class Window {
  buffer: Buffer = Buffer.alloc(0);
  /** Byte of the file at which the buffer begins. */
  base: number;
  isEnd = false;
  /** Set while a mail too large to keep is passed over. */
  isSkipping = false;
  /** Bytes passed over in it. */
  passed = 0;
  /** Set where that was too much: nothing more is read. */
  isGivenUp = false;
  /** Has the buffer at its start, and room for more behind it. */
  #room: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>, base: number) {
    this.base = base;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Reads on; false at the end of the file. */
  async more(): Promise<boolean> {
    if (this.isEnd) return false;
    const next = await this.#chunks.next();
    if (next.done === true) {
      this.isEnd = true;
      return false;
    }
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    if (this.buffer.length === 0) this.buffer = chunk;
    else this.#append(chunk);
    return true;
  }

  /**
   * Room doubles, so that a large mail that comes in small pieces is copied a few times and not once a piece. What was
   * given out of the buffer stays as it is: bytes are only ever written behind it.
   */
  #append(chunk: Buffer): void {
    const end = this.buffer.byteOffset - this.#room.byteOffset + this.buffer.length;
    const isInRoom = this.buffer.buffer === this.#room.buffer && this.#room.length - end >= chunk.length;
    if (isInRoom) {
      this.#room.set(chunk, end);
      this.buffer = this.#room.subarray(end - this.buffer.length, end + chunk.length);
      return;
    }
    const size = this.buffer.length + chunk.length;
    // A short remainder and a chunk: the usual case, in which nothing more will be needed.
    this.#room = Buffer.allocUnsafeSlow(this.buffer.length > chunk.length ? 2 * size : size);
    this.#room.set(this.buffer);
    this.#room.set(chunk, this.buffer.length);
    this.buffer = this.#room.subarray(0, size);
  }

  /** Forgets what stands before `at`. */
  drop(at: number): void {
    this.base += at;
    this.buffer = this.buffer.subarray(at);
  }

  /** Index of the next line at or after `at` that begins with `From `; undefined when the buffer holds none. */
  findFromLine(at: number): number | undefined {
    const isLineStart = at === 0 || this.buffer[at - 1] === 10;
    if (isLineStart && this.buffer.toString('latin1', at, at + 5) === 'From ') return at;
    const found = this.buffer.indexOf('\nFrom ', at, 'latin1');
    return found < 0 ? undefined : found + 1;
  }
}
