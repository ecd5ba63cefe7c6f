/** Messages are looked at in blocks of so many numbers: few enough to be read for one page, enough to be worth a question. */
export const blockSize = 512;

const words = blockSize / 32;

/** A set of the messages of one block, a bit each. */
export type Bits = Uint32Array;

/** Shared, and never written to. */
export const none: Bits = new Uint32Array(words);
export const allBits: Bits = new Uint32Array(words).fill(0xffffffff);

export function noBits(): Bits {
  return new Uint32Array(words);
}

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function hasBit(bits: Bits, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

/** Bits of both. Where that is nothing it is `none` itself. */
export function both(a: Bits, b: Bits): Bits {
  if (a === none || b === none) return none;
  if (a === allBits) return b;
  if (b === allBits) return a;
  const out = noBits();
  let any = 0;
  for (let i = 0; i < words; i++) {
    out[i] = (a[i] ?? 0) & (b[i] ?? 0);
    any |= out[i] ?? 0;
  }
  return any === 0 ? none : out;
}

export function either(a: Bits, b: Bits): Bits {
  if (a === none) return b;
  if (b === none) return a;
  const out = noBits();
  for (let i = 0; i < words; i++) out[i] = (a[i] ?? 0) | (b[i] ?? 0);
  return out;
}

export function without(a: Bits, b: Bits): Bits {
  if (a === none || b === none) return a;
  const out = noBits();
  let any = 0;
  for (let i = 0; i < words; i++) {
    out[i] = (a[i] ?? 0) & ~(b[i] ?? 0);
    any |= out[i] ?? 0;
  }
  return any === 0 ? none : out;
}

/** The places that are set, ascending. */
export function* places(bits: Bits): Generator<number> {
  for (let i = 0; i < words; i++) {
    let word = bits[i] ?? 0;
    while (word !== 0) {
      const low = 31 - Math.clz32(word & -word);
      yield i * 32 + low;
      word &= word - 1;
    }
  }
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < words; i++) {
    let word = bits[i] ?? 0;
    for (; word !== 0; word &= word - 1) count++;
  }
  return count;
}
