import { startGit } from '#lib/source/run-git';

/** A mail above this is passed over: see read-mbox. */
const MAX_BLOB = 128 << 20;

/** A blob, or why there is none. */
export type Blob = { readonly bytes: Uint8Array } | { readonly problem: string; readonly isTooLarge: boolean };

/**
 * The blobs of a repository, one `git cat-file --batch` for all, in the order asked. `along` says which blob a thing wants;
 * what is asked ahead of the answers is bounded by the pipe, so memory is one blob and a pipe's worth.
 */
export async function* readBlobs<T>(
  folder: string,
  along: AsyncIterable<T>,
  blobOf: (thing: T) => string,
): AsyncGenerator<readonly [T, Blob]> {
  const { child, ended } = startGit(folder, ['cat-file', '--batch']);
  const output = new Output(child.stdout);
  const group: T[] = [];
  async function* answer(): AsyncGenerator<readonly [T, Blob]> {
    child.stdin.write(group.map((thing) => `${blobOf(thing)}\n`).join(''));
    for (const thing of group.splice(0)) yield [thing, await output.blob()] as const;
  }
  try {
    for await (const thing of along) {
      group.push(thing);
      if (group.length === TOGETHER) yield* answer();
    }
    if (group.length > 0) yield* answer();
    child.stdin.end();
    await ended;
  } finally {
    child.kill();
  }
}

/** Blobs asked for at once: git reads the next ones while we look at the first. */
const TOGETHER = 64;

/** What `cat-file --batch` writes: `OID TYPE SIZE`, the content, an empty line; or `OID missing`. */
class Output {
  readonly #chunks: AsyncIterator<unknown>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<unknown>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async blob(): Promise<Blob> {
    let end = this.#held.indexOf(10);
    while (end < 0) {
      const next = await this.#next();
      if (next === undefined) return { problem: 'git ended before it gave the object', isTooLarge: false };
      this.#held = Buffer.concat([this.#held, next]);
      end = this.#held.indexOf(10);
    }
    const [, type, length] = this.#held.toString('latin1', 0, end).split(' ');
    this.#held = this.#held.subarray(end + 1);
    if (length === undefined) return { problem: `the repository lacks the object (${type})`, isTooLarge: false };
    const size = Number(length);
    const keep = type === 'blob' && size <= MAX_BLOB;
    const bytes = await this.#take(size, keep);
    await this.#take(1, false);
    if (keep) return bytes.length === size ? { bytes } : { problem: 'git ended within the object', isTooLarge: false };
    return type === 'blob'
      ? { problem: `a mail of over ${MAX_BLOB} bytes was passed over`, isTooLarge: true }
      : { problem: `the object is a ${type}, no mail`, isTooLarge: false };
  }

  async #take(size: number, keep: boolean): Promise<Uint8Array> {
    // A copy: the chunks, far larger than a mail, shall not be held by it.
    const out = Buffer.allocUnsafeSlow(keep ? size : 0);
    let done = 0;
    while (done < size) {
      if (this.#held.length === 0) {
        const next = await this.#next();
        if (next === undefined) break;
        this.#held = next;
      }
      const piece = this.#held.subarray(0, size - done);
      if (keep) out.set(piece, done);
      done += piece.length;
      this.#held = this.#held.subarray(piece.length);
    }
    return keep ? out.subarray(0, done) : out;
  }

  async #next(): Promise<Buffer | undefined> {
    const next = await this.#chunks.next();
    return next.done === true || !(next.value instanceof Buffer) ? undefined : next.value;
  }
}
