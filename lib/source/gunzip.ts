import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { Feed } from '#lib/source/feed';
import type { OnDamage, Packing } from '#lib/source/packing';

/** Whether bytes begin as gzip does (RFC 1952 2.3.1). */
export function isGzip(first: Uint8Array): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

/** Compressed bytes given to zlib at a time: of a stream that fails, what the last of them held is lost. */
const SLICE = 32_768;
/** No gzip header is longer: the names in it are file names. */
const MAX_HEADER = 1 << 16;

/**
 * Decompresses as a stream, member by member (RFC 1952 2.2). A damaged or cut file gives what could be read before the
 * damage, and what stands after the last member never costs what stands in it: Node's own gunzip fails on either and
 * drops what it had ready, which is why headers and trailers are read here.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, onDamage: OnDamage): AsyncGenerator<Uint8Array> {
  const input = new Feed(chunks);
  for (let members = 0; ; members++) {
    await input.atLeast(2);
    if (members > 0) {
      while (input.held.length > 0 && input.held.every((byte) => byte === 0)) {
        input.take(input.held.length);
        if (!(await input.atLeast(2))) break;
      }
      if (input.held.length === 0) return;
      if (!isGzip(input.held)) return onDamage('bytes that are no gzip follow its end and were passed over', input.at);
    }
    const length = await findHeaderEnd(input);
    if (length === undefined) return onDamage('the header of the gzip is damaged or cut off', input.at);
    input.take(length);
    const sum = { crc: 0, size: 0 };
    for await (const piece of inflate(input, onDamage)) {
      sum.crc = crc32(piece, sum.crc);
      sum.size = (sum.size + piece.length) % 2 ** 32;
      yield piece;
    }
    if (input.isBroken) return;
    if (!(await input.atLeast(8)))
      return onDamage('the gzip is cut off before its checksum: all text was read', input.at);
    const trailer = Buffer.from(input.take(8));
    if (trailer.readUInt32LE(0) !== sum.crc || trailer.readUInt32LE(4) !== sum.size) {
      onDamage('the checksum of the gzip is wrong: all was read, some of it may be damaged', input.at - 8);
    }
  }
}

/** Length of the member's header (RFC 1952 2.3); undefined where the bytes are none. */
async function findHeaderEnd(input: Feed): Promise<number | undefined> {
  if (!(await input.atLeast(10)) || !isGzip(input.held) || input.held[2] !== 8) return undefined;
  const flags = input.held[3] ?? 0;
  let end = 10;
  if ((flags & 4) !== 0) {
    if (!(await input.atLeast(end + 2))) return undefined;
    end += 2 + (input.held[end] ?? 0) + 256 * (input.held[end + 1] ?? 0);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    let zero = input.held.indexOf(0, end);
    while (zero < 0 && input.held.length < MAX_HEADER && (await input.atLeast(input.held.length + 1)))
      zero = input.held.indexOf(0, end);
    if (zero < 0) return undefined;
    end = zero + 1;
  }
  if ((flags & 2) !== 0) end += 2;
  return (await input.atLeast(end)) ? end : undefined;
}

/** One member's content; takes exactly its bytes from the input, or marks the input broken. */
async function* inflate(input: Feed, onDamage: OnDamage): AsyncGenerator<Uint8Array> {
  const stream: InflateRaw = createInflateRaw({ chunkSize: 1 << 18 });
  let ready: Uint8Array[] = [];
  let failure: string | undefined;
  let isEnd = false;
  const over = new Promise<void>((resolve) => {
    stream.on('data', (piece: Uint8Array) => ready.push(piece));
    stream.once('end', () => {
      isEnd = true;
      resolve();
    });
    stream.once('error', (error) => {
      failure = error.message;
      resolve();
    });
  });
  const taken = function* () {
    const out = ready;
    ready = [];
    yield* out;
  };
  try {
    while (!isEnd && failure === undefined && (await input.atLeast(1))) {
      const slice = input.held.subarray(0, SLICE);
      const before = stream.bytesWritten;
      await Promise.race([new Promise<void>((resolve) => stream.write(slice, () => resolve())), over]);
      // What the slice gave, and the end it reached, may be announced in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      input.take(stream.bytesWritten - before);
      yield* taken();
    }
    if (!isEnd && failure === undefined) {
      stream.end();
      await over;
      yield* taken();
    }
    if (failure !== undefined) {
      input.isBroken = true;
      onDamage(`the gzip is damaged or cut off (${failure}): what came before was read`, input.at);
    }
  } finally {
    stream.destroy();
  }
}

/** RFC 1952. */
export const gzip: Packing = { name: 'gzip', isPacked: isGzip, unpack: gunzip };
