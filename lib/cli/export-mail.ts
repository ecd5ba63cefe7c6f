import { finished, type Writable } from 'node:stream';
import { PlainError } from '#lib/cli/plain-error';
import { exportMbox, type MailChoice } from '#lib/db/archive-export';
import type { Moot } from '#lib/db/open';

/**
 * Writes mails as an mboxrd to a stream, waiting where it is slow. `what`: `all`, `list:NAME`, `thread:NUMBER` or a
 * Message-ID. Returns how many raw forms were written; 0 when the choice holds none. A file is ended and closed here, so
 * that a full disk is told and not met in silence; a reader that closes the pipe has read what it wanted.
 */
export async function exportMail(moot: Moot, what: string, out: Writable): Promise<number> {
  let count = 0;
  let failure: Error | undefined;
  const stop = finished(out, { readable: false }, (error) => {
    failure = error ?? undefined;
  });
  for await (const mail of exportMbox(readChoice(what), moot)) {
    if (failure !== undefined) break;
    count++;
    if (!out.write(mail)) {
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
    throw new PlainError(`Cannot write the mails: ${failure.message}.`);
  }
  return count;
}

function readChoice(what: string): MailChoice {
  if (what === 'all' || what === 'mail') return { all: true };
  const list = /^list:(.+)$/.exec(what)?.[1];
  if (list !== undefined) return { list };
  const thread = /^thread:(\d+)$/.exec(what)?.[1];
  if (thread !== undefined) return { threadId: Number(thread) };
  return { messageId: what.replace(/^<|>$/g, '') };
}
