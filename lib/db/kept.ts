/**
 * Values that are dear to make and never change, as many as fit: the one that was not asked for longest goes first.
 * `size` is in whatever unit the limit is in.
 */
export class Kept<Value> {
  readonly #limit: number;
  readonly #entries = new Map<string, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A Map goes through its keys in the order they were put in: the one just used goes to the end.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps a value, unless it alone would take more than a quarter of the room. */
  set(key: string, value: Value, size: number): void {
    if (size > this.#limit / 4 || this.#entries.has(key)) return;
    this.#entries.set(key, { value, size });
    this.#size += size;
    for (const [old, entry] of this.#entries) {
      if (this.#size <= this.#limit) return;
      this.#entries.delete(old);
      this.#size -= entry.size;
    }
  }
}
