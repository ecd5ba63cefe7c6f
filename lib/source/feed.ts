/** The compressed bytes that are not used up. */
export class Feed {
  held: Uint8Array = new Uint8Array(0);
  /** Byte of the file at which `held` begins. */
  at = 0;
  isBroken = false;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Reads on until so many bytes are held; false when the file has no more. */
  async atLeast(size: number): Promise<boolean> {
    while (this.held.length < size) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
    }
    return true;
  }

  take(size: number): Uint8Array {
    const taken = this.held.subarray(0, size);
    this.held = this.held.subarray(size);
    this.at += taken.length;
    return taken;
  }
}
