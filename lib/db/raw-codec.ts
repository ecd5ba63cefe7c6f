import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A dictionary's bytes by its id; ids never change their bytes. */
export type Dictionaries = ReadonlyMap<number, Uint8Array>;

/**
 * How a mail's bytes are kept: raw deflate, level 1, with a dictionary where there is one. A dictionary gives what packing
 * eight mails together gives, and each mail can still be read and deleted alone. Level 1 because headers full of
 * signatures do not get smaller by trying harder.
 */
export function packRaw(bytes: Uint8Array, dictionary: Uint8Array | undefined): Uint8Array {
  return deflateRawSync(bytes, { level: 1, ...(dictionary === undefined ? {} : { dictionary }) });
}

/** The bytes again. Throws when the dictionary is not the one they were packed with: that would be our error. */
export function unpackRaw(packed: Uint8Array, dictionary: Uint8Array | undefined): Uint8Array {
  return inflateRawSync(packed, dictionary === undefined ? {} : { dictionary });
}

/** Half of what deflate looks back: the other half buys one part in a hundred and costs a third more time. */
const SIZE = 6_000;

/**
 * A dictionary out of the mails of an archive itself, so that none need be shipped: headers, which repeat most, of mails
 * spread evenly over the first batch. The same mails in the same order give the same dictionary.
 */
export function makeDictionary(mails: readonly Uint8Array[]): Uint8Array {
  const share = 1500;
  const count = Math.min(mails.length, Math.floor(SIZE / share));
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const mail = mails[Math.floor((i * mails.length) / count)];
    if (mail === undefined) continue;
    const end = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).indexOf('\n\n', 0, 'latin1');
    // The end of the headers, and the beginning of the body: those who write, the lists, the greeting.
    const stop = end < 0 ? mail.length : end + 400;
    pieces.push(mail.subarray(Math.max(0, stop - share), stop));
  }
  return Buffer.concat(pieces).subarray(0, SIZE);
}
