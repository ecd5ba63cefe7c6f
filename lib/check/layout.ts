import { BoundHit } from '#lib/check/view';

/**
 * Where a field of the state stands: bit position (low 16 bits) plus width in bits (from bit 16 on). Element `i` of an
 * array is `handle + i * width`, so code that walks an array needs no table.
 */
export type Handle = number;

interface Declared {
  readonly name: string;
  readonly width: number;
  readonly length: number;
}

/** Width in bits of a handle's field. */
export function widthOf(handle: Handle): number {
  return handle >>> 16;
}

/** Smallest width that holds `max` and divides a word, so that no field straddles two words. */
function widthFor(max: number): number {
  for (const width of [1, 2, 4, 8, 16]) if (max < 2 ** width) return width;
  throw new BoundHit(`a field goes up to ${max}, the search holds 65535`);
}

/**
 * The fields of a state, declared before the search and packed widest first. A layout is made for each scenario: what
 * the scenario does not use costs no bit.
 */
export class Layout {
  private readonly declared: Declared[] = [];
  private readonly handles = new Map<string, Handle>();
  private sealedWords = 0;

  /** Declares `length` fields that hold 0 to `max`. */
  declare(name: string, max: number, length = 1): void {
    this.declared.push({ name, width: widthFor(max), length });
  }

  /** Gives every field its place. */
  seal(): void {
    let bit = 0;
    for (const field of [...this.declared].sort((a, b) => b.width - a.width)) {
      this.handles.set(field.name, bit + (field.width << 16));
      bit += field.width * field.length;
    }
    if (bit > 0xffff) throw new BoundHit(`a state takes ${bit} bits, the search holds 65535`);
    this.sealedWords = Math.max(1, Math.ceil(bit / 32));
  }

  /** 32-bit words of a state. */
  get words(): number {
    return this.sealedWords;
  }

  /** Handle of a field, or of element 0 of an array. */
  get(name: string): Handle {
    const handle = this.handles.get(name);
    if (handle === undefined) throw new Error(`Cannot find field \`${name}\` in the layout`);
    return handle;
  }

  /** As `get`, or -1 when there is no such field. */
  find(name: string): Handle {
    return this.handles.get(name) ?? -1;
  }

  /** Every field with its handle (of element 0) and length, in the order of declaration. */
  fields(): readonly { readonly name: string; readonly handle: Handle; readonly length: number }[] {
    return this.declared.map(({ name, length }) => ({ name, handle: this.get(name), length }));
  }

  /** Name of the field that holds this place, with its index in an array. */
  describe(handle: Handle): string {
    const bit = handle & 0xffff;
    for (const field of this.declared) {
      const start = (this.handles.get(field.name) ?? 0) & 0xffff;
      const index = (bit - start) / field.width;
      if (field.width === widthOf(handle) && index >= 0 && index < field.length)
        return field.length > 1 ? `${field.name}[${index}]` : field.name;
    }
    return `bit ${bit}`;
  }
}
