/**
 * XXH64 with seed 0 (xxHash fast digest algorithm, draft-eastlake-fast-xxhash), of which Zstandard's content checksum is
 * the low half. Words of 64 bits are kept as two of 32: BigInt would be twenty times slower than what it guards.
 */
export class XxHash64 {
  /** Four lanes, each low and high word. */
  readonly #lanes = new Uint32Array(8);
  readonly #held = new Uint8Array(32);
  #heldSize = 0;
  #size = 0;

  constructor() {
    // Seed + P1 + P2, seed + P2, seed, seed - P1.
    this.#lanes.set(split(P1 + P2), 0);
    this.#lanes.set(split(P2), 2);
    this.#lanes.set(split(0n), 4);
    this.#lanes.set(split(-P1), 6);
  }

  update(bytes: Uint8Array): void {
    this.#size += bytes.length;
    let at = 0;
    if (this.#heldSize > 0) {
      at = Math.min(32 - this.#heldSize, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#heldSize);
      this.#heldSize += at;
      if (this.#heldSize < 32) return;
      this.#stripes(this.#held, 0, 32);
      this.#heldSize = 0;
    }
    const end = at + ((bytes.length - at) & ~31);
    this.#stripes(bytes, at, end);
    this.#held.set(bytes.subarray(end), 0);
    this.#heldSize = bytes.length - end;
  }

  /** The low 32 bits of the digest. */
  lowWord(): number {
    return Number(this.digest() & 0xffffffffn);
  }

  digest(): bigint {
    const lane = (i: number) => BigInt(this.#lanes[2 * i] ?? 0) | (BigInt(this.#lanes[2 * i + 1] ?? 0) << 32n);
    let hash = P5;
    if (this.#size >= 32) {
      const lanes = [lane(0), lane(1), lane(2), lane(3)];
      hash = u64([1n, 7n, 12n, 18n].reduce((sum, by, i) => sum + rotate(lanes[i] ?? 0n, by), 0n));
      for (const one of lanes) hash = u64((hash ^ round(0n, one)) * P1 + P4);
    }
    hash = u64(hash + BigInt(this.#size));
    const rest = Buffer.from(this.#held.buffer, 0, this.#heldSize);
    let at = 0;
    for (; at + 8 <= rest.length; at += 8)
      hash = u64(rotate(hash ^ round(0n, rest.readBigUInt64LE(at)), 27n) * P1 + P4);
    for (; at + 4 <= rest.length; at += 4)
      hash = u64(rotate(hash ^ u64(BigInt(rest.readUInt32LE(at)) * P1), 23n) * P2 + P3);
    for (; at < rest.length; at++) hash = u64(rotate(hash ^ u64(BigInt(rest[at] ?? 0) * P5), 11n) * P1);
    hash = u64((hash ^ (hash >> 33n)) * P2);
    hash = u64((hash ^ (hash >> 29n)) * P3);
    return hash ^ (hash >> 32n);
  }

  /** lane = rotate(lane + word * P2, 31) * P1, for whole stripes of four words. */
  #stripes(bytes: Uint8Array, from: number, end: number): void {
    const lanes = this.#lanes;
    for (let at = from; at < end; at += 8) {
      const i = ((at - from) & 31) >>> 2;
      const low = word32(bytes, at);
      multiply(low, word32(bytes, at + 4), P2_LOW, P2_HIGH);
      const sumLow = (lanes[i] ?? 0) + productLow;
      const sumHigh = ((lanes[i + 1] ?? 0) + productHigh + (sumLow > 0xffffffff ? 1 : 0)) >>> 0;
      const turn = sumLow >>> 0;
      multiply(((turn << 31) | (sumHigh >>> 1)) >>> 0, ((sumHigh << 31) | (turn >>> 1)) >>> 0, P1_LOW, P1_HIGH);
      lanes[i] = productLow;
      lanes[i + 1] = productHigh;
    }
  }
}

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const [P1_LOW, P1_HIGH] = split(P1);
const [P2_LOW, P2_HIGH] = split(P2);

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function split(value: bigint): readonly [number, number] {
  const whole = u64(value);
  return [Number(whole & 0xffffffffn), Number(whole >> 32n)];
}

function rotate(value: bigint, by: bigint): bigint {
  return u64(value << by) | (value >> (64n - by));
}

function round(lane: bigint, word: bigint): bigint {
  return u64(rotate(u64(lane + word * P2), 31n) * P1);
}

function word32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
  );
}

/** The last product, each word from 0 to 2^32-1. */
let productLow = 0;
let productHigh = 0;

/** The low 64 bits of a product of two words of 64, by halves of 16. */
function multiply(aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const p00 = a0 * b0;
  const middle = a1 * b0 + (p00 >>> 16);
  const p01 = a0 * b1 + (middle & 0xffff);
  productLow = ((p01 << 16) | (p00 & 0xffff)) >>> 0;
  // Neither sum reaches 2^53; Math.imul keeps the low 32 bits, which are all that count here.
  const carried = a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(p01 / 0x10000);
  productHigh = (carried + (Math.imul(aLow, bHigh) >>> 0) + (Math.imul(aHigh, bLow) >>> 0)) >>> 0;
}
