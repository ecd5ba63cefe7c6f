const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
/** States that the first chunk begins with. */
const FIRST_ROOM = 256;
const INDEX_MASK = 0xffffff;
/** Bits of a hash that stand beside the index in an entry of the table. */
const TAG_MASK = ~INDEX_MASK;

/** Up to so many slots the table grows fourfold: less hashing again, and little memory yet. */
const QUICK_GROWTH = 1 << 20;

/**
 * Most states a search may go on with: an entry of the table keeps 24 bits of index and 8 bits of hash, and the state
 * that is being expanded may still add some.
 */
export const HARD_CAP = INDEX_MASK - 10_000;

/**
 * All states found so far, in the order in which they were found, with the state from which each was found. States are full words,
 * never fingerprints: a hash that collided would let a search say "holds" of states that it never saw.
 */
export class Store {
  private readonly width: number;
  private readonly chunks: Int32Array[] = [];
  private readonly parents: Uint32Array[] = [];
  private table = new Int32Array(1 << 10);
  private size = 0;
  /** States for which there is memory. */
  private room = 0;
  private held = 0;
  /** What `touch` came by: kept, so that nobody takes it for work that can be left out. */
  touched = 0;
  /** Whether the last `add` met a state that was not there. */
  added = false;

  /** @param width 32-bit words of a state */
  constructor(width: number) {
    this.width = width;
  }

  get count(): number {
    return this.size;
  }

  /** Bytes held, the table included. */
  get bytes(): number {
    return this.held;
  }

  /** Copies state `index` into `words`. */
  load(index: number, words: Int32Array): void {
    const chunk = this.chunks[index >>> CHUNK_BITS];
    if (chunk === undefined) throw new Error(`Cannot load state \`${index}\`, expected less than ${this.size}`);
    const start = (index & (CHUNK - 1)) * this.width;
    for (let i = 0; i < this.width; i++) words[i] = chunk[start + i] ?? 0;
  }

  /** Index of a state, or -1. */
  find(words: Int32Array): number {
    const { table } = this;
    const hash = hashOf(words, 0, this.width);
    const mask = table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot] ?? 0;
      if (entry === 0) return -1;
      if (((entry ^ hash) & TAG_MASK) === 0 && this.equals((entry & INDEX_MASK) - 1, words, 0))
        return (entry & INDEX_MASK) - 1;
    }
  }

  /** Index of the state, which is kept with the one that led to it when it is new; see `added`. */
  add(words: Int32Array, parent: number): number {
    return this.addHashed(words, 0, hashOf(words, 0, this.width), parent);
  }

  /** As `add`, of the state that stands in `words` from `from` on and has this hash. */
  addHashed(words: Int32Array, from: number, hash: number, parent: number): number {
    const { table } = this;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const entry = table[slot] ?? 0;
      if (entry === 0) break;
      if (((entry ^ hash) & TAG_MASK) === 0 && this.equals((entry & INDEX_MASK) - 1, words, from)) {
        this.added = false;
        return (entry & INDEX_MASK) - 1;
      }
    }
    const index = this.append(words, from, parent);
    table[slot] = (hash & TAG_MASK) | (index + 1);
    if (this.size * 4 > table.length * 3) this.grow();
    this.added = true;
    return index;
  }

  /** Hash of the state that stands in `words` from `from` on. */
  hash(words: Int32Array, from: number): number {
    return hashOf(words, from, this.width);
  }

  /**
   * Looks where the first `count` hashes will be looked for, and at the states that stand there. Nothing comes of it but
   * that the processor has them at hand: it waits for several places of its memory at once, where `addHashed` would wait
   * for one after the other.
   */
  touch(hashes: Int32Array, count: number): void {
    const { table, chunks, width } = this;
    const mask = table.length - 1;
    let seen = 0;
    for (let i = 0; i < count; i++) seen ^= table[(hashes[i] ?? 0) & mask] ?? 0;
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] ?? 0;
      const entry = table[hash & mask] ?? 0;
      if (entry === 0 || ((entry ^ hash) & TAG_MASK) !== 0) continue;
      const index = (entry & INDEX_MASK) - 1;
      seen ^= chunks[index >>> CHUNK_BITS]?.[(index & (CHUNK - 1)) * width] ?? 0;
    }
    this.touched = seen;
  }

  parentOf(index: number): number {
    return this.parents[index >>> CHUNK_BITS]?.[index & (CHUNK - 1)] ?? 0;
  }

  private equals(index: number, words: Int32Array, from: number): boolean {
    const chunk = this.chunks[index >>> CHUNK_BITS];
    if (chunk === undefined) return false;
    const start = (index & (CHUNK - 1)) * this.width;
    for (let i = 0; i < this.width; i++) if (chunk[start + i] !== words[from + i]) return false;
    return true;
  }

  private append(words: Int32Array, from: number, parent: number): number {
    const index = this.size++;
    const at = index >>> CHUNK_BITS;
    if (index === this.room) this.addRoom();
    const chunk = this.chunks[at];
    const parents = this.parents[at];
    if (chunk === undefined || parents === undefined) throw new Error('a chunk is missing');
    const place = index & (CHUNK - 1);
    const start = place * this.width;
    for (let i = 0; i < this.width; i++) chunk[start + i] = words[from + i] ?? 0;
    parents[place] = parent;
    return index;
  }

  /** The first chunk begins small and doubles, so that a small search touches little memory; the others are whole. */
  private addRoom(): void {
    this.makeRoom();
    this.held = this.room * (this.width * 4 + 4) + this.table.byteLength;
  }

  private makeRoom(): void {
    if (this.room > 0 && this.room < CHUNK) {
      this.room *= 2;
      this.chunks[0] = grown(new Int32Array(this.room * this.width), this.chunks[0]);
      this.parents[0] = grown(new Uint32Array(this.room), this.parents[0]);
      return;
    }
    const states = this.room === 0 ? FIRST_ROOM : CHUNK;
    this.room += states;
    this.chunks.push(new Int32Array(states * this.width));
    this.parents.push(new Uint32Array(states));
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * (this.table.length < QUICK_GROWTH ? 4 : 2));
    const mask = table.length - 1;
    const words = new Int32Array(this.width);
    for (let index = 0; index < this.size; index++) {
      this.load(index, words);
      const hash = hashOf(words, 0, this.width);
      let slot = hash & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = (hash & TAG_MASK) | (index + 1);
    }
    this.table = table;
    this.held = this.room * (this.width * 4 + 4) + table.byteLength;
  }
}

function grown<A extends Int32Array | Uint32Array>(target: A, source: A | undefined): A {
  if (source !== undefined) target.set(source);
  return target;
}

/** Multiply and rotate a word at a time, then mix: without the final mix the probes grow a fifth slower. */
function hashOf(words: Int32Array, from: number, width: number): number {
  let hash = 0x9e3779b9 | 0;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ (words[from + i] ?? 0), 0x85ebca6b);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}
