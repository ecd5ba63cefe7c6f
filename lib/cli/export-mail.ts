import type { Writable } from 'node:stream';
import { writePieces } from '#lib/cli/write-pieces';
import { exportMbox, type MailChoice } from '#lib/db/archive-export';
import type { Moot } from '#lib/db/open';

/**
 * Writes mails as an mboxrd to a stream. `what`: `all`, `list:NAME`, `thread:NUMBER` or a Message-ID. Returns how many raw
 * forms were written; 0 when the choice holds none.
 */
export async function exportMail(moot: Moot, what: string, out: Writable): Promise<number> {
  return writePieces(exportMbox(readChoice(what), moot), out, 'the mails');
}

function readChoice(what: string): MailChoice {
  if (what === 'all' || what === 'mail') return { all: true };
  const list = /^list:(.+)$/.exec(what)?.[1];
  if (list !== undefined) return { list };
  const thread = /^thread:(\d+)$/.exec(what)?.[1];
  if (thread !== undefined) return { threadId: Number(thread) };
  return { messageId: what.replace(/^<|>$/g, '') };
}
