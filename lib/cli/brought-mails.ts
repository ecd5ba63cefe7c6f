import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Bytes of a SHA-256. */
const HASH = 32;

/**
 * Which mails a source brought, as a file of hashes beside the database: asked only where the source's history was
 * rewritten, for then it cannot say itself what it held before. A mail is noted before it is imported, so that a kill leaves
 * one too many at most.
 */
export class BroughtMails {
  readonly #path: string;
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether there is a record at all. */
  get isKnown(): boolean {
    return existsSync(this.#path);
  }

  note(hash: Uint8Array): void {
    this.#file ??= openSync(this.#path, 'a');
    writeSync(this.#file, hash);
  }

  /** The hashes noted that are not among these, hexadecimal. */
  except(still: ReadonlySet<string>): string[] {
    if (!this.isKnown) return [];
    const bytes = readFileSync(this.#path);
    const gone = new Set<string>();
    for (let at = 0; at + HASH <= bytes.length; at += HASH) {
      const hash = bytes.toString('hex', at, at + HASH);
      if (!still.has(hash)) gone.add(hash);
    }
    return [...gone];
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
