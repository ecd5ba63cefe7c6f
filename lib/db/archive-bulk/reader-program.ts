import { parentPort, workerData } from 'node:worker_threads';
import { isRead, readMails } from '#lib/db/archive-bulk/read-mail';
import {
  joinBytes,
  partOf,
  type ReadAnswer,
  type ReaderData,
  type ReadRequest,
} from '#lib/db/archive-bulk/reader-message';

/* What a reading thread runs: see MailReader, which bundles it. */

const { dictionary }: ReaderData = workerData;

async function answer({ id, mails, bytes, latestMs }: ReadRequest): Promise<void> {
  const whole = mails.map((mail, i) => ({ ...mail, bytes: partOf(bytes, i) }));
  const read = await readMails(whole, { latestMs, dictionary });
  const packed = joinBytes(read.map((row) => (isRead(row) ? row.packed : new Uint8Array(0))));
  const rows = read.map((row) => {
    if (!isRead(row)) return row;
    const { packed: _, ...rest } = row;
    return rest;
  });
  const message: ReadAnswer = { id, rows, packed };
  parentPort?.postMessage(message, [packed.bytes.buffer]);
}

parentPort?.on('message', (request: ReadRequest) => {
  void answer(request);
});
