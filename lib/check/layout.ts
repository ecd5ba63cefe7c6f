import { BoundHit } from '#lib/check/view';

/**
 * Where a field of the state stands: its width in the low five bits (0 to 16), then its bit in the word (five bits), then
 * the word. A shift counts by the low five bits of what it is given, so a handle is its own mask and `handle >>> 5` its own
 * shift. A field of width 0 takes no bit: it reads 0 and refuses everything else.
 */
export type Handle = number;

/** Handles of the elements of an array, in order. They may stand anywhere: only the layout knows. */
export type Row = readonly Handle[];

interface Declared {
  readonly name: string;
  readonly width: number;
  readonly length: number;
}

const WORD = 32;

/** Width in bits of a handle's field. */
export function widthOf(handle: Handle): number {
  return handle & 31;
}

/** Bits that hold 0 to `max`. */
function widthFor(max: number): number {
  if (max > 0xffff) throw new BoundHit(`a field goes up to ${max}, the search holds 65535`);
  return max <= 0 ? 0 : WORD - Math.clz32(max);
}

/**
 * The fields of a state, declared before the search, each as wide as its maximum needs. Every element is placed by
 * itself in the first word that has room, widest first: none straddles two words, and hardly a bit is lost. A layout is
 * made for each scenario, so what a scenario does not use (a maximum of 0) costs nothing.
 */
export class Layout {
  private readonly declared: Declared[] = [];
  private readonly rows = new Map<string, Row>();
  private sealedWords = 0;

  /** Declares `length` fields that hold 0 to `max`. */
  declare(name: string, max: number, length = 1): void {
    this.declared.push({ name, width: widthFor(max), length });
  }

  /** Gives every field its place. */
  seal(): void {
    const bits = this.declared.reduce((sum, field) => sum + field.width * field.length, 0);
    if (bits > 0xffff) throw new BoundHit(`a state takes ${bits} bits, the search holds 65535`);
    /** Bits taken of each word. */
    const taken: number[] = [];
    // Nothing is shorter than what was placed before it, so a word that had no room for a width never has again.
    let full = 0;
    let width = 0;
    let nothing = 0;
    for (const field of [...this.declared].sort((a, b) => b.width - a.width)) {
      const row: Handle[] = [];
      if (field.width !== width) full = 0;
      width = field.width;
      for (let index = 0; index < field.length; index++) {
        if (width === 0) {
          // Nothing is read there. As long as there are such places, each has its own: so a report can name the field.
          row.push((nothing++ % (Math.max(1, taken.length) * WORD)) << 5);
          continue;
        }
        while ((taken[full] ?? 0) + width > WORD) full++;
        const start = taken[full] ?? 0;
        row.push((full << 10) + (start << 5) + width);
        taken[full] = start + width;
      }
      this.rows.set(field.name, row);
    }
    if (taken.length * WORD > 0x10000) throw new BoundHit(`a state takes ${bits} bits, the search holds 65535`);
    this.sealedWords = Math.max(1, taken.length);
  }

  /** 32-bit words of a state. */
  get words(): number {
    return this.sealedWords;
  }

  /** Handles of an array's elements. */
  row(name: string): Row {
    const row = this.rows.get(name);
    if (row === undefined) throw new Error(`Cannot find field \`${name}\` in the layout`);
    return row;
  }

  /** Whether any element of a field takes bits. What takes none need not be asked. */
  has(name: string): boolean {
    return this.row(name).some((handle) => widthOf(handle) > 0);
  }

  /** Handle of a field, or of element 0 of an array. */
  get(name: string): Handle {
    return this.row(name)[0] ?? 0;
  }

  /** Every field with the handles of its elements, in the order of declaration. */
  fields(): readonly { readonly name: string; readonly row: Row }[] {
    return this.declared.map(({ name }) => ({ name, row: this.row(name) }));
  }

  /** Name of the field that a handle stands for, with its index in an array. */
  describe(handle: Handle): string {
    for (const { name, row } of this.fields()) {
      const index = row.indexOf(handle);
      if (index >= 0) return row.length > 1 ? `${name}[${index}]` : name;
    }
    return `bit ${handle >>> 5}`;
  }
}
