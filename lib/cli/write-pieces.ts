import { finished, type Writable } from 'node:stream';
import { PlainError } from '#lib/cli/plain-error';

/**
 * Writes pieces to a stream, waiting where it is slow, and returns how many there were. A file is ended and closed here, so
 * that a full disk is told and not met in silence; a reader that closes the pipe has read what it wanted. `what` is the word
 * for them in the sentence about a failure.
 */
export async function writePieces(pieces: AsyncIterable<Uint8Array>, out: Writable, what: string): Promise<number> {
  let count = 0;
  let failure: Error | undefined;
  const stop = finished(out, { readable: false }, (error) => {
    failure = error ?? undefined;
  });
  for await (const piece of pieces) {
    if (failure !== undefined) break;
    count++;
    if (!out.write(piece)) {
      await new Promise<void>((resolve) => {
        const done = () => {
          out.off('drain', done);
          out.off('close', done);
          out.off('error', done);
          resolve();
        };
        out.on('drain', done);
        out.on('close', done);
        out.on('error', done);
      });
    }
  }
  if (failure === undefined && out !== process.stdout) {
    await new Promise<void>((resolve) => {
      finished(out, { readable: false }, () => resolve());
      out.end();
    });
  }
  stop();
  if (failure !== undefined && !('code' in failure && failure.code === 'EPIPE')) {
    throw new PlainError(`Cannot write ${what}: ${failure.message}.`);
  }
  return count;
}
