import type { Handle } from '#lib/check/layout';

/** A bound of the model was met: a value did not fit its field, or a pool was empty. Such a run can only be unknown. */
export class BoundHit extends Error {
  /** Field that overflowed; undefined when `message` says all. */
  readonly handle: Handle | undefined;

  constructor(message: string, handle?: Handle) {
    super(message);
    this.handle = handle;
  }
}

/** A counter below zero is a fault of the model, never a bound. */
function misfit(handle: Handle, value: number): Error {
  if (value >= 0) return new BoundHit('', handle);
  return new Error(`Cannot set the field at bit ${handle >>> 5} to \`${value}\`: a counter went below zero`);
}

/**
 * One state, read and written in place: fields are bit ranges of 32-bit words, and this is the only file that shifts.
 * A model extends it with accessors in its own words.
 */
export class View {
  /** The state's words; the explorer copies them in and out. */
  readonly words: Int32Array;
  /** Bits of `event` watches that the last step set off. The explorer reads and clears it. */
  events = 0;
  /** Bits of watches whose situation arose at least once; only ever grows. */
  arose = 0;

  constructor(words: number) {
    this.words = new Int32Array(words);
  }

  get(handle: Handle): number {
    return ((this.words[handle >>> 10] ?? 0) >>> (handle >>> 5)) & ((1 << handle) - 1);
  }

  /** Throws `BoundHit` when the value does not fit: a field never wraps silently. */
  set(handle: Handle, value: number): void {
    if (value >>> handle !== 0) throw misfit(handle, value);
    const index = handle >>> 10;
    const shift = handle >>> 5;
    this.words[index] = ((this.words[index] ?? 0) & ~(((1 << handle) - 1) << shift)) | (value << shift);
  }
}
