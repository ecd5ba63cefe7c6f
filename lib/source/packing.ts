/** Told what is wrong with compressed bytes, and at which byte of the compressed file. */
export type OnDamage = (message: string, compressedByte: number) => void;

/** A way to compress a file. */
export interface Packing {
  readonly name: string;
  /** Whether a file that begins with these bytes (four, where there are so many) is packed so. */
  isPacked(first: Uint8Array): boolean;
  /** Unpacks as a stream in bounded memory; damage is told, and costs no more than what it hit and what follows. */
  unpack(chunks: AsyncIterable<Uint8Array>, onDamage: OnDamage): AsyncGenerator<Uint8Array>;
}
