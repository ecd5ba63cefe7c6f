import { availableParallelism } from 'node:os';
import type { MailBytes, MailRow } from '#lib/db/archive-bulk/mail-row';
import { readMails, type Unread } from '#lib/db/archive-bulk/read-mail';
import type { ReaderThread } from '#lib/db/archive-bulk/reader-thread';

/** Fewer mails than this are read before threads have started. */
const FEW = 500;
/** Bytes of mail that go to a thread at a time. */
const PARCEL = 256 << 10;
/** A mail larger than this is read here: a thread has little memory, and the text of a mail takes several times its bytes. */
const LARGE = 1 << 20;
/** One thread keeps up with the writing; where there are cores left, two take longer mails in their stride. */
const THREADS = availableParallelism() > 2 ? 2 : 1;

/** Reads mails for the archive: a few at once, many on threads of their own. */
export class MailReader {
  readonly #latestMs: number;
  #mails = 0;
  #threads: Promise<ReaderThread[]> | undefined;
  #turn = 0;

  constructor(latestMs: number) {
    this.#latestMs = latestMs;
  }

  /** The mails, read, in their order; packed with the dictionary, which is the same for all after the first. */
  async read(mails: readonly MailBytes[], dictionary: Uint8Array | undefined): Promise<(MailRow | Unread)[]> {
    const settings = { latestMs: this.#latestMs, dictionary };
    this.#mails += mails.length;
    if (this.#mails < FEW || dictionary === undefined) return readMails(mails, settings);
    this.#threads ??= startThreads(dictionary);
    const threads = await this.#threads;
    const read = cutParcels(mails).map((parcel) => {
      const thread = threads[this.#turn++ % threads.length];
      const isLarge = parcel.some(({ bytes }) => bytes.length > LARGE);
      return thread === undefined || isLarge ? readMails(parcel, settings) : thread.read(parcel, this.#latestMs);
    });
    return (await Promise.all(read)).flat();
  }

  async close(): Promise<void> {
    const threads = await this.#threads?.catch(() => []);
    await Promise.all((threads ?? []).map((thread) => thread.close()));
  }
}

async function startThreads(dictionary: Uint8Array): Promise<ReaderThread[]> {
  const { bundleProgram, ReaderThread: Thread } = await import('#lib/db/archive-bulk/reader-thread');
  const program = await bundleProgram();
  return Array.from({ length: THREADS }, () => new Thread(program, dictionary));
}

/** Mails one after the other, as many as make a parcel; a large one stands alone. */
function cutParcels(mails: readonly MailBytes[]): MailBytes[][] {
  const parcels: MailBytes[][] = [];
  let size = 0;
  for (const mail of mails) {
    const last = parcels.at(-1);
    if (last === undefined || size + mail.bytes.length > PARCEL) {
      parcels.push([mail]);
      size = 0;
    } else last.push(mail);
    size += mail.bytes.length;
  }
  return parcels;
}
