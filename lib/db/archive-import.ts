import { findCircles } from '#lib/db/archive-bulk/find-circles';
import { type MailRow, makeMailRow, sha256 } from '#lib/db/archive-bulk/mail-row';
import { ArchiveWriter, formKey, type Written } from '#lib/db/archive-bulk/writer';
import { catchUp } from '#lib/db/index/catch-up';
import { openIndex } from '#lib/db/index/open';
import { readEntries } from '#lib/db/index/read-entries';
import type { IndexEntry, MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { PackWorker } from '#lib/db/pack-worker';
import { rereadPatches } from '#lib/db/reread';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';
import { cutColumns } from '#lib/search/cut-columns';

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

export type Fidelity = 'raw' | 'rendered' | 'flattened';

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

export interface ImportSummary {
  /** Mails read from the source. */
  readonly mails: number;
  readonly added: number;
  /** Held already, byte for byte. */
  readonly known: number;
  /** Not imported, because reading them failed; each was told with its place. */
  readonly unread: number;
  /** Other raw forms of mails held, kept. */
  readonly copies: number;
  /** Other mails under a Message-ID held, kept and flagged. */
  readonly others: number;
  /** Taken away because they were taken away upstream. */
  readonly removed: number;
  readonly patches: number;
  /** Message-IDs whose parents go round in a circle; threads are shown with that link cut. */
  readonly circles: readonly string[];
}

const BATCH_MAILS = 600;
const BATCH_BYTES = 4 << 20;
/** Mails handed to the packing thread at a time. */
const PACK = 32;
/** Problems that are kept with an import. */
const MOST_PROBLEMS = 1000;

/**
 * Writes mails into the archive and the full text. Batch by batch, each whole or not at all; what is held byte for byte is
 * passed over, so an import that was killed is simply started again and ends with the same database.
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
    const writer = new ArchiveWriter(moot.paths.database);
    try {
      const run = new ImportRun(moot, writer, index, options);
      try {
        for await (const item of items) await run.takeItem(item);
        return await run.end();
      } finally {
        await run.close();
      }
    } finally {
      writer.close();
    }
  } finally {
    await index.close();
  }
}

function makeEntry(id: number, { message, messageId, lists, patch }: MailRow): IndexEntry {
  const texts = cutColumns({ message, messageId, lists, patchId: patch?.patchId });
  return { id, dateMs: message.date.ms ?? 0, texts };
}

class ImportRun {
  readonly #moot: Moot;
  readonly #writer: ArchiveWriter;
  readonly #index: MailIndex;
  readonly #options: ImportOptions;
  readonly #latestMs: number;
  readonly #importId: number;
  #version: number;
  #rows: MailRow[] = [];
  #hashes = new Set<string>();
  #places: IncomingMail[] = [];
  #problems: ImportProblem[] = [];
  #cursor: string | undefined;
  #bytes = 0;
  #relisted: number[] = [];
  readonly #packing: Promise<void>[] = [];
  #packer: PackWorker | undefined;
  #handed = 0;
  #batches = 0;
  #mails = 0;
  #added = 0;
  #known = 0;
  #unread = 0;
  /** Of the batch in hand. */
  #batchKnown = 0;
  #batchUnread = 0;
  #copies = 0;
  #others = 0;
  #patches = 0;

  constructor(moot: Moot, writer: ArchiveWriter, index: MailIndex, options: ImportOptions) {
    this.#moot = moot;
    this.#writer = writer;
    this.#index = index;
    this.#options = options;
    this.#latestMs = options.latestMs ?? Date.now();
    this.#version = writer.version();
    const { address, kind } = options.source;
    writer.sql.insertSource.run(address, kind);
    writer.sql.setSource.run(kind, options.list ?? null, address);
    const open = writer.sql.openImport.get(address);
    this.#importId = open?.id ?? Number(writer.sql.insertImport.run(Date.now(), address).lastInsertRowid);
  }

  async takeItem(item: IncomingItem): Promise<void> {
    if (item.kind === 'issue') this.#note(item);
    else if (item.kind === 'mail') await this.#take(item);
    else throw new Error(`${item.file}: mail cannot be taken away yet`);
  }

  async #take(mail: IncomingMail): Promise<void> {
    this.#mails++;
    this.#bytes += mail.bytes.length;
    const hash = sha256(mail.bytes);
    const held = this.#writer.findHeld(hash);
    this.#places.push(mail);
    if (mail.cursor !== undefined) this.#cursor = mail.cursor;
    if (held !== undefined || this.#hashes.has(hash)) {
      this.#batchKnown++;
      if (held !== undefined && this.#options.list !== undefined) this.#relisted.push(held);
    } else {
      const row = await this.#read(mail, hash);
      if (row !== undefined) {
        this.#hashes.add(hash);
        this.#rows.push(row);
        if (this.#rows.length - this.#handed >= PACK) this.#pack();
        for (const issue of row.message.issues) this.#tell(mail, issue.severity, issue.code, issue.message);
      }
    }
    // Batches are counted in mails read, not in mails new: a second run then has the same batches as the first.
    if (this.#places.length >= (this.#options.batch ?? BATCH_MAILS) || this.#bytes >= BATCH_BYTES) await this.#flush();
  }

  /**
   * Reading never throws; should one mail in a million prove that wrong (a pattern that exhausts its stack), it is told
   * and the others are imported all the same.
   */
  async #read(mail: IncomingMail, hash: string): Promise<MailRow | undefined> {
    try {
      const message = await parseMessage(mail.bytes, { latestMs: this.#latestMs });
      return makeMailRow(mail.bytes, hash, message, this.#options.list);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#tell(mail, 'error', 'unread', `the mail was not imported, reading it failed (${why})`);
      this.#batchUnread++;
      return undefined;
    }
  }

  /** Hands the mails read since to the packing thread; the first batch, out of which the dictionary is made, is not. */
  #pack(): void {
    const dictionary = this.#writer.dictionary;
    const rows = this.#rows.slice(this.#handed);
    if (dictionary === undefined || rows.length === 0) return;
    this.#handed = this.#rows.length;
    this.#packer ??= new PackWorker(dictionary.bytes);
    const packing = this.#packer.pack(rows.map((row) => row.bytes)).then((packed) => {
      for (const [i, row] of rows.entries()) {
        const own = packed[i];
        if (own !== undefined) row.packed = own;
      }
    });
    // Awaited with the batch; a failure before that must not be taken for one that nobody awaits.
    packing.catch(() => undefined);
    this.#packing.push(packing);
  }

  async #flush(): Promise<void> {
    this.#pack();
    await Promise.all(this.#packing.splice(0));
    this.#handed = 0;
    if (++this.#batches === 3) await this.#index.prepareBulk();
    let written: Written | undefined;
    while (written === undefined) written = await this.#write();
    this.#count(written);
    this.#rows = [];
    this.#hashes = new Set();
    this.#places = [];
    this.#relisted = [];
    this.#problems = [];
    this.#bytes = 0;
    this.#options.onProgress?.(this.#mails);
  }

  /** One attempt to write the batch; undefined when another import wrote after it was looked up what is held. */
  async #write(): Promise<Written | undefined> {
    const writer = this.#writer;
    const version = writer.version();
    // Nobody else wrote since these mails were looked up: they need not be looked up again.
    if (version !== this.#version) this.#dropHeld();
    this.#version = version;

    const known = new Map<string, readonly ParsedMessage[]>();
    const pending: number[] = [];
    for (const row of this.#rows) {
      const copied = writer.findCopied(row);
      if (copied === undefined) continue;
      known.set(formKey(row), await Promise.all(copied.forms.map((bytes) => parseMessage(bytes))));
      pending.push(copied.id);
    }
    await this.#index.notePending(pending);
    return this.#index.alone(async (index) => {
      const written = writer.write(this.#rows, known, version, (draft) => {
        const { list } = this.#options;
        if (list !== undefined) for (const id of this.#relisted) writer.addLists(id, [list]);
        this.#save(draft);
      });
      if (written === undefined) return undefined;
      await index.add([...written.fresh].map(([id, row]) => makeEntry(id, row)));
      // Read from the archive, which knows what lists the mail had come over before.
      await index.add(await readEntries(this.#moot, pending));
      await index.dropPending(pending);
      return written;
    });
  }

  /** Passes over what another import has written in the meantime. */
  #dropHeld(): void {
    this.#rows = this.#rows.filter((row) => {
      const held = this.#writer.findHeld(row.hash);
      if (held === undefined) return true;
      this.#batchKnown++;
      if (this.#options.list !== undefined) this.#relisted.push(held);
      return false;
    });
  }

  #count(written: Written): void {
    this.#added += written.added;
    this.#copies += written.copies;
    this.#others += written.others.length;
    this.#patches += countPatches(written);
    this.#known += this.#batchKnown;
    this.#unread += this.#batchUnread;
    for (const problem of this.#findOthers(written)) this.#options.onProblem?.(problem);
    this.#batchKnown = 0;
    this.#batchUnread = 0;
  }

  /** Saves, with the batch, what is known of the import now and where its source goes on. */
  #save(written: Written): void {
    const { sql } = this.#writer;
    const dates = [...written.fresh.values()].flatMap(({ message }) => message.date.ms ?? []);
    sql.setImport.run({
      id: this.#importId,
      mails: this.#places.length,
      added: written.added,
      known: this.#batchKnown,
      unread: this.#batchUnread,
      copies: written.copies,
      others: written.others.length,
      patches: countPatches(written),
      bytes: this.#bytes,
      first: dates.length === 0 ? null : dates.reduce((a, b) => Math.min(a, b)),
      last: dates.length === 0 ? null : dates.reduce((a, b) => Math.max(a, b)),
    });
    if (this.#cursor !== undefined) sql.setCursor.run(this.#cursor, this.#importId);
    this.#keep([...this.#problems, ...this.#findOthers(written)]);
  }

  #findOthers(written: Written): ImportProblem[] {
    return written.others.flatMap((other) => {
      const mail = this.#places.find((place) => place.bytes === other.row.bytes);
      const message = `another mail under a Message-ID already held, ${other.messageId}: both are kept`;
      if (mail === undefined) return [];
      return [{ file: mail.file, offset: mail.offset, severity: 'note', code: 'other-body', message }];
    });
  }

  /** Keeps problems with the import: at most so many, and the last, by its position and its words, says how many more. */
  #keep(problems: readonly ImportProblem[]): void {
    const { sql } = this.#writer;
    let position = sql.lastProblem.get(this.#importId)?.position ?? -1;
    for (const { file, offset, severity, code, message } of problems) {
      position++;
      if (position >= MOST_PROBLEMS - 1) continue;
      sql.insertProblem.run(this.#importId, position, file, offset ?? null, severity, code, message);
    }
    if (problems.length === 0 || position < MOST_PROBLEMS - 1) return;
    const message = `${position - MOST_PROBLEMS + 2} more, not kept`;
    sql.dropProblemsFrom.run(this.#importId, MOST_PROBLEMS - 1);
    sql.insertProblem.run(this.#importId, position, this.#options.source.address, null, 'note', 'more', message);
  }

  #tell(mail: IncomingMail, severity: ImportProblem['severity'], code: string, message: string): void {
    this.#note({ file: mail.file, offset: mail.offset, severity, code, message });
  }

  #note({ file, offset, severity, code, message }: ImportProblem): void {
    const problem = { file, offset, severity, code, message };
    this.#problems.push(problem);
    this.#options.onProblem?.(problem);
  }

  async close(): Promise<void> {
    await this.#packer?.close();
  }

  async end(): Promise<ImportSummary> {
    if (this.#places.length > 0) await this.#flush();
    await this.#index.settle();
    const circles = findCircles(this.#writer.sql);
    for (const id of circles) {
      const message = `the parents of ${id} go round in a circle: its own link is cut`;
      const { address } = this.#options.source;
      this.#note({ file: address, offset: undefined, severity: 'note', code: 'circle', message });
    }
    this.#keep(this.#problems.splice(0));
    this.#writer.sql.endImport.run(Date.now(), this.#importId);
    return {
      mails: this.#mails,
      added: this.#added,
      known: this.#known,
      unread: this.#unread,
      copies: this.#copies,
      others: this.#others,
      removed: 0,
      patches: this.#patches,
      circles,
    };
  }
}

function countPatches(written: Written): number {
  let count = 0;
  for (const { patch } of written.fresh.values()) if (patch !== undefined && !patch.isProposal) count++;
  return count;
}
