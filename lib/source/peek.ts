/** Bytes of which the first can be looked at before all are read. */
export interface Peeked {
  /** So many bytes, fewer where there are no more; they are not used up. */
  first(size: number): Promise<Uint8Array>;
  /** Passes over so many bytes, or over all. */
  skip(size: number): Promise<void>;
  /** All that is not used up. */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Lets the first bytes be looked at before all are read. */
export function peek(input: AsyncGenerator<Uint8Array>): Peeked {
  let held: Uint8Array = new Uint8Array(0);
  return {
    async first(size) {
      while (held.length < size) {
        const next = await input.next();
        if (next.done === true) break;
        held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
      }
      return held.subarray(0, size);
    },
    async skip(size) {
      let left = size;
      while (left > 0) {
        if (held.length === 0) {
          const next = await input.next();
          if (next.done === true) return;
          held = next.value;
        }
        const taken = Math.min(left, held.length);
        held = held.subarray(taken);
        left -= taken;
      }
    },
    async *chunks() {
      if (held.length > 0) {
        const first = held;
        held = new Uint8Array(0);
        yield first;
      }
      yield* input;
    },
  };
}
