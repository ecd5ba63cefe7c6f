import type { MailBytes, MailRow } from '#lib/db/archive-bulk/mail-row';
import type { Unread } from '#lib/db/archive-bulk/read-mail';

/** Bytes one after the other in one buffer, which can be given to another thread whole; `ends[i]` is where the i-th ends. */
export interface Joined {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: readonly number[];
}

/** Mails handed to a thread to be read. */
export interface ReadRequest {
  readonly id: number;
  readonly mails: readonly Omit<MailBytes, 'bytes'>[];
  readonly bytes: Joined;
  readonly latestMs: number;
}

/** The mails of a request, read; what a mail was packed to stands beside it. */
export interface ReadAnswer {
  readonly id: number;
  readonly rows: readonly (Omit<MailRow, 'packed'> | Unread)[];
  readonly packed: Joined;
}

/** What a thread is given when it starts. */
export interface ReaderData {
  readonly dictionary: Uint8Array | undefined;
}

export function joinBytes(all: readonly Uint8Array[]): Joined {
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const one of all) {
    bytes.set(one, end);
    end += one.length;
    ends.push(end);
  }
  return { bytes, ends };
}

/** The i-th of joined bytes. */
export function partOf({ bytes, ends }: Joined, index: number): Uint8Array {
  return bytes.subarray(ends[index - 1] ?? 0, ends[index]);
}
