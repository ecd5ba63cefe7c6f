import { findCircles } from '#lib/db/archive-bulk/find-circles';
import { type MailRow, makeMailRow, sha256 } from '#lib/db/archive-bulk/mail-row';
import { ArchiveWriter, formKey, type Written } from '#lib/db/archive-bulk/writer';
import type { Moot } from '#lib/db/open';
import { PackWorker } from '#lib/db/pack-worker';
import { rereadPatches } from '#lib/db/reread';
import { SearchIndex } from '#lib/db/search-index';
import { catchUp } from '#lib/db/search-open';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';

/** A mail to be imported, and where it stands. */
export interface IncomingMail {
  readonly bytes: Uint8Array;
  readonly file: string;
  /** Byte of the file at which it begins. */
  readonly offset: number;
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
  /** What is imported, as the user named it: an import that was killed is gone on with under the same name. */
  readonly source: string;
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
  readonly patches: number;
  /** Message-IDs whose parents go round in a circle; threads are shown with that link cut. */
  readonly circles: readonly string[];
}

const BATCH_MAILS = 600;
const BATCH_BYTES = 4 << 20;
/** Mails handed to the packing thread at a time. */
const PACK = 32;

/**
 * Writes mails into the archive and the full text. Batch by batch, each whole or not at all; what is held byte for byte is
 * passed over, so an import that was killed is simply started again and ends with the same database.
 */
export async function importMail(
  moot: Moot,
  mails: AsyncIterable<IncomingMail>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const index = new SearchIndex(moot.paths.search);
  try {
    index.settle();
    await catchUp(moot, index);
    await rereadPatches(moot);
    const writer = new ArchiveWriter(moot.paths.database);
    try {
      const run = new ImportRun(writer, index, options);
      try {
        for await (const mail of mails) await run.take(mail);
        return await run.end();
      } finally {
        await run.close();
      }
    } finally {
      writer.close();
    }
  } finally {
    index.close();
  }
}

class ImportRun {
  readonly #writer: ArchiveWriter;
  readonly #index: SearchIndex;
  readonly #options: ImportOptions;
  readonly #latestMs: number;
  readonly #importId: number;
  #version: number;
  #rows: MailRow[] = [];
  #hashes = new Set<string>();
  #places: IncomingMail[] = [];
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
  #copies = 0;
  #others = 0;
  #patches = 0;

  constructor(writer: ArchiveWriter, index: SearchIndex, options: ImportOptions) {
    this.#writer = writer;
    this.#index = index;
    this.#options = options;
    this.#latestMs = options.latestMs ?? Date.now();
    this.#version = writer.version();
    writer.sql.insertSource.run(options.source, 'file');
    const open = writer.sql.openImport.get(options.source);
    this.#importId = open?.id ?? Number(writer.sql.insertImport.run(Date.now(), options.source).lastInsertRowid);
  }

  async take(mail: IncomingMail): Promise<void> {
    this.#mails++;
    this.#bytes += mail.bytes.length;
    const hash = sha256(mail.bytes);
    const held = this.#writer.findHeld(hash);
    this.#places.push(mail);
    if (held !== undefined || this.#hashes.has(hash)) {
      this.#known++;
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
      this.#unread++;
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
    if (++this.#batches === 3) this.#index.prepareBulk();
    let written: Written | undefined;
    while (written === undefined) written = await this.#write();
    this.#count(written.added, written.copies, written.others.length);
    for (const other of written.others) {
      const mail = this.#places.find((place) => place.bytes === other.row.bytes);
      const message = `another mail under a Message-ID already held, ${other.messageId}: both are kept`;
      if (mail !== undefined) this.#tell(mail, 'note', 'other-body', message);
    }
    for (const { patch } of written.fresh.values()) if (patch !== undefined && !patch.isProposal) this.#patches++;
    this.#rows = [];
    this.#hashes = new Set();
    this.#places = [];
    this.#relisted = [];
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
    this.#index.notePending(pending);
    return this.#index.alone(() => {
      const written = writer.write(this.#rows, known, version, () => {
        const { list } = this.#options;
        if (list !== undefined) for (const id of this.#relisted) writer.addLists(id, [list]);
        writer.sql.setImport.run(this.#mails, this.#importId);
      });
      if (written === undefined) return undefined;
      const entries = new Map<number, ParsedMessage>();
      for (const id of pending) {
        const row = written.changed.get(id);
        if (row !== undefined) entries.set(id, row.message);
      }
      for (const [id, row] of written.fresh) entries.set(id, row.message);
      this.#index.add(entries);
      this.#index.dropPending(pending);
      return written;
    });
  }

  /** Passes over what another import has written in the meantime. */
  #dropHeld(): void {
    this.#rows = this.#rows.filter((row) => {
      const held = this.#writer.findHeld(row.hash);
      if (held === undefined) return true;
      this.#known++;
      if (this.#options.list !== undefined) this.#relisted.push(held);
      return false;
    });
  }

  #count(added: number, copies: number, others: number): void {
    this.#added += added;
    this.#copies += copies;
    this.#others += others;
  }

  #tell(mail: IncomingMail, severity: ImportProblem['severity'], code: string, message: string): void {
    this.#options.onProblem?.({ file: mail.file, offset: mail.offset, severity, code, message });
  }

  async close(): Promise<void> {
    await this.#packer?.close();
  }

  async end(): Promise<ImportSummary> {
    if (this.#places.length > 0) await this.#flush();
    this.#index.settle();
    const circles = findCircles(this.#writer.sql);
    for (const id of circles) {
      const message = `the parents of ${id} go round in a circle: its own link is cut`;
      this.#options.onProblem?.({
        file: this.#options.source,
        offset: undefined,
        severity: 'note',
        code: 'circle',
        message,
      });
    }
    this.#writer.sql.endImport.run(Date.now(), this.#importId);
    return {
      mails: this.#mails,
      added: this.#added,
      known: this.#known,
      unread: this.#unread,
      copies: this.#copies,
      others: this.#others,
      patches: this.#patches,
      circles,
    };
  }
}
