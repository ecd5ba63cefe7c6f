import { findCopied, findHeldRaws, findWithoutList } from '#lib/db/archive-bulk/find-changing';
import { findCircles } from '#lib/db/archive-bulk/find-circles';
import {
  addCounts,
  endImport,
  type ImportCounts,
  type ImportRecord,
  noCounts,
  openImport,
  saveProgress,
} from '#lib/db/archive-bulk/import-record';
import { type Dictionary, findDictionary, keepDictionary } from '#lib/db/archive-bulk/keep-dictionary';
import { MailReader } from '#lib/db/archive-bulk/mail-reader';
import { type MailBytes, type MailRow, sha256 } from '#lib/db/archive-bulk/mail-row';
import { isRead, type Unread } from '#lib/db/archive-bulk/read-mail';
import { type FoundRemoval, findRemovals, type Removed, removeMails } from '#lib/db/archive-bulk/remove-mails';
import { type Written, writeBatch } from '#lib/db/archive-bulk/write-batch';
import { writeLists } from '#lib/db/archive-bulk/write-lists';
import type { Fidelity } from '#lib/db/archive-types';
import { openBulk } from '#lib/db/bulk/open';
import type { BulkTables } from '#lib/db/bulk/tables';
import { catchUp } from '#lib/db/index/catch-up';
import { openIndex } from '#lib/db/index/open';
import { readEntries } from '#lib/db/index/read-entries';
import type { IndexWriter, MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { rereadPatches } from '#lib/db/reread';

/** A mail to be imported, and where it stands. */
export interface IncomingMail {
  readonly kind: 'mail';
  readonly bytes: Uint8Array;
  readonly file: string;
  /** Byte of the file at which it begins. */
  readonly offset: number;
  /** Where its source goes on after it, in the source's own words: saved in the transaction that saves the mail. */
  readonly cursor?: string | undefined;
  /** How near the bytes are to the mail as it was sent: `raw` where nothing is said. */
  readonly fidelity?: Fidelity | undefined;
}

/** A mail that was taken away upstream. */
export interface IncomingRemoval {
  readonly kind: 'removal';
  /** The mail that was deleted, byte for byte as it came. */
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly cursor?: string | undefined;
}

/** Something that is wrong with what is read, and no mail: told and kept with the import. */
export interface IncomingIssue extends ImportProblem {
  readonly kind: 'issue';
}

export type IncomingItem = IncomingMail | IncomingRemoval | IncomingIssue;

/** What is imported: an import that was killed is gone on with under the same address. */
export interface ImportSource {
  /** Absolute path, URL, or `-`; with what narrows it. */
  readonly address: string;
  /** Name of the source in lib/source. */
  readonly kind: string;
}

/** Something worth telling about a mail. */
export interface ImportProblem {
  readonly file: string;
  /** undefined where the problem is no single mail's. */
  readonly offset: number | undefined;
  readonly severity: 'error' | 'note';
  readonly code: string;
  readonly message: string;
}

export interface ImportOptions {
  readonly source: ImportSource;
  /** A list all mails are said to have come over, beside those they name. */
  readonly list?: string;
  readonly onProblem?: (problem: ImportProblem) => void;
  /** Told after each batch how many mails have been read. */
  readonly onProgress?: (mails: number) => void;
  /** Mails in a transaction. */
  readonly batch?: number;
  /** No mail is later: milliseconds since 1970; now. */
  readonly latestMs?: number;
}

export interface ImportSummary extends Omit<ImportCounts, 'bytes'> {
  /** Message-IDs whose parents go round in a circle; threads are shown with that link cut. */
  readonly circles: readonly string[];
}

/** Mails and bytes in a transaction. What is held of two batches is in memory at once. */
const BATCH_MAILS = 1000;
const BATCH_BYTES = 2 << 20;

/**
 * Writes mails into the archive and the full text. Batch by batch, each whole or not at all, with where the source goes on;
 * what is held byte for byte is passed over, so an import that was killed is simply started again and ends with the same
 * database.
 */
export async function importMail(
  moot: Moot,
  items: AsyncIterable<IncomingItem>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const index = await openIndex(moot);
  try {
    await index.settle();
    await catchUp(moot, index);
    await rereadPatches(moot);
    const bulk = await openBulk(moot);
    try {
      const record = await bulk.transact(() => openImport(bulk, options.source, options.list));
      const run = new ImportRun(moot, bulk, index, options, record, await findDictionary(bulk));
      try {
        for await (const item of items) await run.take(item);
        return await run.end();
      } finally {
        await run.close();
      }
    } finally {
      await bulk.close();
    }
  } finally {
    await index.close();
  }
}

/** Mails that are written together, or taken away together. */
interface Batch {
  readonly mails: IncomingMail[];
  readonly removals: IncomingRemoval[];
  readonly problems: ImportProblem[];
  bytes: number;
  cursor: string | undefined;
}

/** A batch whose mails are being read. */
interface HandedBatch {
  readonly batch: Batch;
  readonly rows: Promise<(MailRow | Unread)[]>;
  readonly places: ReadonlyMap<string, IncomingMail>;
  /** Hashes of mails that are held already. */
  readonly held: readonly string[];
  /** Mails that are there twice. */
  readonly doubles: number;
  /** Hashes of mails that are passed over because the archive has them, or will once the batch before is written. */
  readonly passed: readonly string[];
}

/** Somebody else wrote what a batch was decided by: it is decided again. */
class ChangedMeanwhile extends Error {}

/** Somebody took away what a batch was to pass over because it was held: it is read again. */
class GoneMeanwhile extends Error {}

class ImportRun {
  readonly #moot: Moot;
  readonly #bulk: BulkTables;
  readonly #index: MailIndex;
  readonly #options: ImportOptions;
  readonly #record: ImportRecord;
  readonly #reader: MailReader;
  #dictionary: Dictionary | undefined;
  #batch = openBatch();
  #handed: HandedBatch | undefined;
  #batches = 0;
  #counts = noCounts;
  /** Message-IDs, by number, that may have closed a circle. */
  readonly #awaited: number[] = [];

  constructor(
    moot: Moot,
    bulk: BulkTables,
    index: MailIndex,
    options: ImportOptions,
    record: ImportRecord,
    dictionary: Dictionary | undefined,
  ) {
    this.#moot = moot;
    this.#bulk = bulk;
    this.#index = index;
    this.#options = options;
    this.#record = record;
    this.#dictionary = dictionary;
    this.#reader = new MailReader(options.latestMs ?? Date.now());
  }

  async take(item: IncomingItem): Promise<void> {
    const batch = this.#batch;
    if (item.kind === 'issue') {
      const { file, offset, severity, code, message } = item;
      batch.problems.push({ file, offset, severity, code, message });
      return;
    }
    // What is taken away may have come just before.
    if (item.kind === 'mail' ? batch.removals.length > 0 : batch.mails.length > 0) await this.#hand();
    if (item.kind === 'mail') this.#batch.mails.push(item);
    else this.#batch.removals.push(item);
    this.#batch.bytes += item.bytes.length;
    if (item.cursor !== undefined) this.#batch.cursor = item.cursor;
    // Batches are counted in mails read, not in mails new: a second run then has the same batches as the first.
    const count = this.#batch.mails.length + this.#batch.removals.length;
    if (count >= (this.#options.batch ?? BATCH_MAILS) || this.#batch.bytes >= BATCH_BYTES) await this.#hand();
  }

  /** Gives the batch to be read, and writes the one before it meanwhile. */
  async #hand(): Promise<void> {
    const batch = this.#batch;
    this.#batch = openBatch();
    if (batch.removals.length > 0) {
      await this.#writeHanded();
      await this.#writeRemovals(batch);
      return;
    }
    const before = this.#handed;
    this.#handed = await this.#startReading(batch, new Set(before?.places.keys()));
    if (before !== undefined) await this.#write(before);
  }

  async #startReading(batch: Batch, underWay: ReadonlySet<string>): Promise<HandedBatch> {
    const hashes = batch.mails.map(({ bytes }) => sha256(bytes));
    const known = await findHeldRaws(this.#bulk, [...new Set(hashes)]);
    const places = new Map<string, IncomingMail>();
    const held: string[] = [];
    const passed: string[] = [];
    let doubles = 0;
    for (const [i, mail] of batch.mails.entries()) {
      const hash = hashes[i] ?? '';
      if (known.has(hash) || underWay.has(hash)) passed.push(hash);
      if (known.has(hash)) held.push(hash);
      else if (underWay.has(hash) || places.has(hash)) doubles++;
      else places.set(hash, mail);
    }
    const mails = [...places].map(([hash, { bytes, fidelity = 'raw' }]): MailBytes => {
      return { bytes, hash, fidelity, list: this.#options.list };
    });
    this.#dictionary ??= await this.#makeDictionary(mails);
    const rows = this.#reader.read(mails, this.#dictionary?.bytes);
    // Awaited with the batch; a failure before that must not be taken for one that nobody awaits.
    rows.catch(() => undefined);
    return { batch, rows, places, held, doubles, passed };
  }

  async #makeDictionary(mails: readonly MailBytes[]): Promise<Dictionary | undefined> {
    const bytes = mails.map((mail) => mail.bytes);
    return this.#bulk.transact(() => keepDictionary(this.#bulk, bytes));
  }

  async #writeHanded(): Promise<void> {
    const handed = this.#handed;
    this.#handed = undefined;
    if (handed !== undefined) await this.#write(handed);
  }

  async #write(first: HandedBatch): Promise<void> {
    if (++this.#batches === 3) await this.#index.prepareBulk();
    let handed = first;
    for (;;) {
      const read = await handed.rows;
      const rows = read.filter(isRead);
      const unread = read.filter((row): row is Unread => !isRead(row));
      try {
        const { written, problems, counts } = await this.#tryWrite(handed, rows, unread);
        for (const id of written.awaited) this.#awaited.push(id);
        this.#tell(problems, counts);
        return;
      } catch (error) {
        if (error instanceof GoneMeanwhile) handed = await this.#startReading(handed.batch, new Set());
        else if (!(error instanceof ChangedMeanwhile)) throw error;
      }
    }
  }

  async #tryWrite(handed: HandedBatch, rows: readonly MailRow[], unread: readonly Unread[]) {
    const bulk = this.#bulk;
    const { batch } = handed;
    // Another import, or the batch before, may have written some of them since they were looked up.
    const known = await findHeldRaws(
      bulk,
      rows.map(({ hash }) => hash),
    );
    const relisting = await this.#findRelisted([...handed.held, ...known.keys()]);
    const changing = new Set([...(await findCopied(bulk, rows)), ...relisting]);
    await this.#index.notePending([...changing]);
    return this.#index.alone(async (index) => {
      const done = await bulk.transact(async () => {
        const there = await findHeldRaws(
          bulk,
          rows.map(({ hash }) => hash),
        );
        const passed = new Set(handed.passed);
        if ((await findHeldRaws(bulk, [...passed])).size < passed.size) throw new GoneMeanwhile();
        const fresh = rows.filter(({ hash }) => !there.has(hash));
        const written = await writeBatch(bulk, fresh, this.#dictionary?.id ?? null);
        const relisted = await this.#findRelisted([...handed.held, ...there.keys()]);
        if ([...written.changed, ...relisted].some((id) => !changing.has(id))) throw new ChangedMeanwhile();
        const { list } = this.#options;
        if (list !== undefined) {
          await writeLists(
            bulk,
            relisted.map((messageId) => ({ messageId, lists: [list] })),
          );
        }
        const counts: ImportCounts = {
          ...noCounts,
          mails: batch.mails.length,
          added: written.added,
          known: handed.held.length + handed.doubles + there.size,
          unread: unread.length,
          copies: written.copies,
          others: written.others.length,
          patches: written.patches,
          bytes: batch.bytes,
        };
        const problems = [...batch.problems, ...this.#findProblems(handed, fresh, unread, written)];
        const { firstMs, lastMs } = written;
        await saveProgress(bulk, this.#record, { counts, firstMs, lastMs, problems, cursor: batch.cursor });
        return { written, problems, counts };
      });
      await index.add(done.written.entries);
      await this.#reindex(index, [...changing]);
      return done;
    });
  }

  /** Messages that are held and came over the list named for the import too, which was not known. */
  async #findRelisted(hashes: readonly string[]): Promise<number[]> {
    const { list } = this.#options;
    if (list === undefined || hashes.length === 0) return [];
    const held = await findHeldRaws(this.#bulk, hashes);
    return findWithoutList(this.#bulk, [...new Set(held.values())], list);
  }

  /** Indexes messages anew that were noted as changing. */
  async #reindex(index: IndexWriter, noted: readonly number[]): Promise<void> {
    if (noted.length === 0) return;
    await index.add(await readEntries(this.#moot, noted));
    await index.dropPending(noted);
  }

  #findProblems(
    { places }: HandedBatch,
    fresh: readonly MailRow[],
    unread: readonly Unread[],
    written: Written,
  ): ImportProblem[] {
    const problems: ImportProblem[] = [];
    const tell = (hash: string, severity: ImportProblem['severity'], code: string, message: string) => {
      const mail = places.get(hash);
      if (mail !== undefined) problems.push({ file: mail.file, offset: mail.offset, severity, code, message });
    };
    for (const { hash, why } of unread) {
      tell(hash, 'error', 'unread', `the mail was not imported, reading it failed (${why})`);
    }
    for (const { hash, issues } of fresh) {
      for (const { severity, code, message } of issues) tell(hash, severity, code, message);
    }
    for (const { hash, messageId } of written.others) {
      tell(hash, 'note', 'other-body', `another mail under a Message-ID already held, ${messageId}: both are kept`);
    }
    return problems;
  }

  async #writeRemovals(batch: Batch): Promise<void> {
    const bulk = this.#bulk;
    const wanted = batch.removals.map(({ bytes }) => ({ bytes, list: this.#options.list }));
    const found = await findRemovals(bulk, wanted);
    await this.#index.notePending(found.map(({ messageId }) => messageId));
    const counts = await this.#index.alone((index) => this.#remove(batch, found, index));
    this.#tell(batch.problems, counts);
  }

  async #remove(batch: Batch, found: readonly FoundRemoval[], index: IndexWriter): Promise<ImportCounts> {
    const bulk = this.#bulk;
    const { removed, counts } = await bulk.transact(async () => {
      const removed: Removed = await removeMails(bulk, found);
      const counts = { ...noCounts, mails: batch.removals.length, removed: removed.gone.length, bytes: batch.bytes };
      const { problems, cursor } = batch;
      await saveProgress(bulk, this.#record, { counts, firstMs: undefined, lastMs: undefined, problems, cursor });
      return { removed, counts };
    });
    await index.remove(removed.gone);
    await index.dropPending(removed.gone);
    await this.#reindex(index, removed.kept);
    return counts;
  }

  #tell(problems: readonly ImportProblem[], counts: ImportCounts): void {
    for (const problem of problems) this.#options.onProblem?.(problem);
    this.#counts = addCounts(this.#counts, counts);
    this.#options.onProgress?.(this.#counts.mails);
  }

  async close(): Promise<void> {
    await this.#reader.close();
  }

  async end(): Promise<ImportSummary> {
    const { mails, removals, problems } = this.#batch;
    if (mails.length > 0 || removals.length > 0 || problems.length > 0) await this.#hand();
    await this.#writeHanded();
    await this.#index.settle();
    const bulk = this.#bulk;
    const circles = await findCircles(bulk, this.#awaited);
    const { address } = this.#options.source;
    const found = circles.map((id): ImportProblem => {
      const message = `the parents of ${id} go round in a circle: its own link is cut`;
      return { file: address, offset: undefined, severity: 'note', code: 'circle', message };
    });
    await bulk.transact(() => endImport(bulk, this.#record, found));
    for (const problem of found) this.#options.onProblem?.(problem);
    const { bytes: _, ...counts } = this.#counts;
    return { ...counts, circles };
  }
}

function openBatch(): Batch {
  return { mails: [], removals: [], problems: [], bytes: 0, cursor: undefined };
}
