import { createGunzip } from 'node:zlib';

/** Whether bytes begin as gzip does (RFC 1952 2.3.1). */
export function isGzip(first: Uint8Array): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

const SLICE = 65_536;

/**
 * Decompresses as a stream. A damaged or cut file gives what could be read before the damage, then calls `onDamage` with
 * the compressed byte that had been reached. Written slice by slice: a stream that fails drops what it has buffered.
 */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  onDamage: (message: string, compressedByte: number) => void,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 1 << 18 });
  let ready: Uint8Array[] = [];
  let failure: Error | undefined;
  let done = 0;
  stream.on('data', (chunk: Uint8Array) => ready.push(chunk));
  stream.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  const ended = new Promise<void>((resolve) => stream.once('end', resolve));
  const taken = function* () {
    const out = ready;
    ready = [];
    yield* out;
  };
  reading: for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.subarray(at, at + SLICE);
      const written = new Promise<void>((resolve) => stream.write(slice, () => resolve()));
      await Promise.race([written, closed]);
      // Data written in this turn may be announced in the next.
      await new Promise((resolve) => setImmediate(resolve));
      yield* taken();
      if (failure !== undefined) break reading;
      done += slice.length;
    }
  }
  if (failure === undefined) {
    stream.end();
    await Promise.race([ended, closed]);
  }
  yield* taken();
  if (failure !== undefined) onDamage(failure.message, done);
  stream.destroy();
}
