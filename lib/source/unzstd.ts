import { Decompress } from 'fzstd';
import { Feed } from '#lib/source/feed';
import type { OnDamage, Packing } from '#lib/source/packing';
import { XxHash64 } from '#lib/source/xxhash64';

/** What zstd's own command reads without being told to take more memory (windowLog 27). */
const MAX_WINDOW = 128 << 20;
/**
 * Each frame makes a window of the size that it asks for. All of them together may ask for so much, and for so many times
 * what they gave: two kilobytes of frames could keep a processor busy for half a minute.
 */
const MOST_WINDOWS = 2 ** 32;
const WINDOWS_PER_BYTE = 64;

/** Whether bytes begin with a frame, or one to be skipped (RFC 8878 3.1). */
export function isZstd(first: Uint8Array): boolean {
  return first.length >= 4 && (isFrame(first) || isSkippable(first));
}

/**
 * Decompresses Zstandard as a stream, frame by frame and block by block (RFC 8878). What came before a damaged or missing
 * block is given, and the damage told with its byte; the library decodes blocks, but neither finds a frame's end nor
 * compares its checksum, which is done here.
 */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>, onDamage: OnDamage): AsyncGenerator<Uint8Array> {
  const input = new Feed(chunks);
  let asked = 0;
  let given = 0;
  for (;;) {
    if (!(await input.atLeast(4))) {
      if (input.held.length > 0)
        onDamage('the zstd file is cut off, or bytes that are no frame follow its end', input.at);
      return;
    }
    if (isSkippable(input.held)) {
      if (!(await skipFrame(input))) return onDamage('the zstd file is cut off: what came before was read', input.at);
      continue;
    }
    if (!isFrame(input.held)) return onDamage('bytes that are no zstd follow its end and were passed over', input.at);
    const header = await readHeader(input);
    if (typeof header === 'string') return onDamage(header, input.at);
    asked += header.window;
    if (asked > MOST_WINDOWS + WINDOWS_PER_BYTE * given) {
      return onDamage('the zstd file asks for far more memory than it fills: what came before was read', input.at);
    }
    const blocks = readBlocks(input, header, onDamage);
    for (let next = await blocks.next(); ; next = await blocks.next()) {
      if (next.done === true) {
        if (!next.value) return;
        break;
      }
      given += next.value.length;
      yield next.value;
    }
  }
}

/** RFC 8878. */
export const zstd: Packing = { name: 'zstd', isPacked: isZstd, unpack: unzstd };

function isFrame(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
}

function isSkippable(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & 0xf0) === 0x50 && bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18;
}

/** Passes over a skippable frame, however long it says it is; false when the file ends in it. */
async function skipFrame(input: Feed): Promise<boolean> {
  if (!(await input.atLeast(8))) return false;
  let left = 8 + Buffer.from(input.held.subarray(4, 8)).readUInt32LE();
  while (left > 0) {
    if (!(await input.atLeast(1))) return false;
    left -= input.take(Math.min(left, input.held.length)).length;
  }
  return true;
}

interface FrameHeader {
  readonly bytes: Uint8Array;
  readonly hasChecksum: boolean;
  /** Bytes of memory that it asks for. */
  readonly window: number;
}

/** The header at the input's start, checked but not taken; a sentence where the frame is not read. */
async function readHeader(input: Feed): Promise<FrameHeader | string> {
  if (!(await input.atLeast(6))) return 'the zstd file is cut off: what came before was read';
  const flags = input.held[4] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const start = isSingle ? 5 : 6;
  const length = start + dictionary + sizeBytes;
  if (!(await input.atLeast(length))) return 'the zstd file is cut off: what came before was read';
  if ((flags & 8) !== 0) return 'the header of a zstd frame is damaged: what came before was read';
  const bytes = Buffer.from(input.held.subarray(0, length));
  if (dictionary > 0 && bytes.readUIntLE(start, dictionary) !== 0)
    return 'the zstd file needs a dictionary, which it does not bring: it was not read';
  const base = 2 ** (10 + ((bytes[5] ?? 0) >> 3));
  const window = isSingle ? readSize(bytes, start + dictionary, sizeBytes) : base + (base / 8) * ((bytes[5] ?? 0) & 7);
  if (window > MAX_WINDOW) {
    return `the zstd file asks for ${window} bytes of memory, over ${MAX_WINDOW}: it was not read (zstd -d unpacks it)`;
  }
  return { bytes, window, hasChecksum: (flags & 4) !== 0 };
}

function readSize(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}

/** One frame's content; false when it ended in damage. */
async function* readBlocks(
  input: Feed,
  header: FrameHeader,
  onDamage: OnDamage,
): AsyncGenerator<Uint8Array, boolean, undefined> {
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((piece) => ready.push(piece));
  const sum = new XxHash64();
  input.take(header.bytes.length);
  let head: Uint8Array = header.bytes;
  for (let isLast = false; !isLast; ) {
    const block = await readBlock(input);
    if (block === undefined) {
      onDamage('the zstd file is cut off or damaged: what came before was read', input.at);
      return false;
    }
    isLast = ((block[0] ?? 0) & 1) === 1;
    const at = input.at - block.length;
    // The library wants the checksum's four bytes, and does not look at them.
    const end = isLast && header.hasChecksum ? new Uint8Array(4) : new Uint8Array(0);
    try {
      decoder.push(Buffer.concat([head, block, end]), isLast);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      onDamage(`the zstd file is damaged (${why}): what came before was read`, at);
      return false;
    }
    head = new Uint8Array(0);
    for (const piece of ready.splice(0)) {
      sum.update(piece);
      yield piece;
    }
  }
  if (!header.hasChecksum) return true;
  if (!(await input.atLeast(4))) {
    onDamage('the zstd file is cut off before its checksum: all text was read', input.at);
    return false;
  }
  if (Buffer.from(input.take(4)).readUInt32LE() !== sum.lowWord()) {
    onDamage('the checksum of the zstd file is wrong: all was read, some of it may be damaged', input.at - 4);
  }
  return true;
}

/** A block with its header of three bytes (RFC 8878 3.1.1.2); undefined where the file ends or no block can stand. */
async function readBlock(input: Feed): Promise<Uint8Array | undefined> {
  if (!(await input.atLeast(3))) return undefined;
  const word = (input.held[0] ?? 0) | ((input.held[1] ?? 0) << 8) | ((input.held[2] ?? 0) << 16);
  const kind = (word >> 1) & 3;
  const size = word >> 3;
  if (kind === 3 || size > 1 << 17) return undefined;
  const length = 3 + (kind === 1 ? 1 : size);
  return (await input.atLeast(length)) ? input.take(length) : undefined;
}
