import Database from 'better-sqlite3';
import { joinThread } from '#lib/db/archive-bulk/join-thread';
import { findClearest, type MailRow, readPatchRow } from '#lib/db/archive-bulk/mail-row';
import { regroupLineages } from '#lib/db/archive-bulk/regroup-lineages';
import { regroupThreads } from '#lib/db/archive-bulk/regroup-series';
import { prepareStatements, type Statements } from '#lib/db/archive-bulk/statements';
import { writePatch } from '#lib/db/archive-bulk/write-patch';
import { writeReplyTrailers } from '#lib/db/archive-bulk/write-reply-trailers';
import { makeDictionary, packRaw, unpackRaw } from '#lib/db/raw-codec';
import type { ParsedMessage } from '#lib/mail/message';
import { baseSubject } from '#lib/patch/subject';

/** What a batch did. */
export interface Written {
  readonly added: number;
  /** Another raw form of a mail already held: kept beside it. */
  readonly copies: number;
  /** Another mail under a Message-ID already held: both kept, both flagged. */
  readonly others: readonly { readonly row: MailRow; readonly messageId: string }[];
  /** Messages that now show another of their raw forms. */
  readonly changed: ReadonlyMap<number, MailRow>;
  /** New messages, by number. */
  readonly fresh: ReadonlyMap<number, MailRow>;
}

/** Threads that a batch changed: `patched` are those whose patches did. */
interface Changed {
  readonly touched: Set<number>;
  readonly patched: Set<number>;
}

/** The same while it is being filled. */
interface Draft {
  added: number;
  copies: number;
  readonly others: { readonly row: MailRow; readonly messageId: string }[];
  readonly changed: Map<number, MailRow>;
  readonly fresh: Map<number, MailRow>;
}

/** The raw forms held of mails of which the batch has another, read by the caller; by `formKey`. */
export type KnownForms = ReadonlyMap<string, readonly ParsedMessage[]>;

/** Names a mail, whatever its raw form. */
export function formKey(row: MailRow): string {
  return `${row.messageId}\n${row.textHash}`;
}

/** Mails below this number do not repeat themselves enough to be worth a dictionary. */
const ENOUGH_FOR_DICTIONARY = 100;

/** The archive's tables, open for bulk writing. One process writes at a time; readers are not kept waiting (WAL). */
export class ArchiveWriter {
  readonly db: Database.Database;
  readonly sql: Statements;
  readonly #listIds = new Map<string, number>();
  #dictionary: { readonly id: number; readonly bytes: Uint8Array } | undefined;

  /** `timeoutMs`: how long a write waits, with the whole process, for another that writes. */
  constructor(path: string, timeoutMs = 60_000) {
    this.db = new Database(path, { timeout: timeoutMs });
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = NORMAL');
    this.db.pragma('foreign_keys = ON');
    this.db.pragma('cache_size = -16384');
    this.db.pragma('wal_autocheckpoint = 16000');
    this.sql = prepareStatements(this.db);
    const last = this.sql.dictionaries.all().at(-1);
    if (last !== undefined) this.#dictionary = last;
  }

  /** What mails are packed with now; undefined until there were enough to make one of. */
  get dictionary(): { readonly id: number; readonly bytes: Uint8Array } | undefined {
    return this.#dictionary;
  }

  /** Number of the message held with these very bytes; undefined for none. */
  findHeld(hash: string): number | undefined {
    return this.sql.rawByHash.get(hash)?.messageId;
  }

  /** The message that this row is another raw form of, with the raw forms held; undefined when there is none. */
  findCopied(row: MailRow): { readonly id: number; readonly forms: readonly Uint8Array[] } | undefined {
    const message = this.sql.heldForm.get(row.messageId, row.textHash);
    if (message === undefined) return undefined;
    const dictionaries = new Map(this.sql.dictionaries.all().map((entry) => [entry.id, entry.bytes]));
    const forms = this.sql.rawsOf.all(message.id).map((raw) => {
      return unpackRaw(raw.bytes, raw.dictionaryId === null ? undefined : dictionaries.get(raw.dictionaryId));
    });
    return { id: message.id, forms };
  }

  /** Says that a message held already came over this list too. */
  addLists(messageId: number, lists: readonly string[]): void {
    for (const name of lists) {
      this.sql.insertMembership.run(messageId, this.#listId(name));
    }
  }

  #listId(name: string): number {
    const known = this.#listIds.get(name);
    if (known !== undefined) return known;
    const held = this.sql.list.get(name)?.id;
    if (held === undefined) return Number(this.sql.insertList.run(name).lastInsertRowid);
    // Only a list that was found is remembered: one inserted goes again when its transaction does.
    if (this.#listIds.size < 1000) this.#listIds.set(name, held);
    return held;
  }

  /** Changes when another process has written; within a transaction of ours it cannot. */
  version(): number {
    return Number(this.db.pragma('data_version', { simple: true }));
  }

  /**
   * Writes a batch in one transaction; all of it is there afterwards or nothing. `during` runs inside it. `version` is
   * from before the caller looked up what is held: undefined, and nothing written, when another process wrote since.
   */
  write(
    rows: readonly MailRow[],
    known: KnownForms,
    version: number,
    during: (written: Written) => void,
  ): Written | undefined {
    const touched = new Set<number>();
    const patched = new Set<number>();
    const written: Draft = { added: 0, copies: 0, others: [], changed: new Map(), fresh: new Map() };
    const forms = new Map(known);
    const isWritten = this.db
      .transaction(() => {
        if (this.version() !== version) return false;
        // A patch's series is only known when the batch is in: the key is checked at the end.
        this.db.pragma('defer_foreign_keys = ON');
        if (this.#dictionary === undefined && rows.length >= ENOUGH_FOR_DICTIONARY) {
          const bytes = makeDictionary(rows.map((row) => row.bytes));
          this.#dictionary = { id: Number(this.sql.insertDictionary.run(bytes).lastInsertRowid), bytes };
        }
        for (const row of rows) this.#writeMail(row, { touched, patched }, written, forms);
        this.#regroup(patched);
        for (const threadId of touched) {
          const subject = baseSubject(this.sql.firstSubject.get(threadId)?.subject ?? '');
          this.sql.tellThread.run(subject, threadId, threadId);
        }
        during(written);
        return true;
      })
      .immediate();
    return isWritten ? written : undefined;
  }

  /**
   * Writes anew what is read of messages that are held, by number, in one transaction with what `during` does. `version` is
   * from before they were read: false, and nothing written, when another process wrote since.
   */
  rewrite(messages: ReadonlyMap<number, ParsedMessage>, version: number, during: () => void): boolean {
    return this.db
      .transaction(() => {
        if (this.version() !== version) return false;
        this.db.pragma('defer_foreign_keys = ON');
        const patched = new Set<number>();
        for (const [id, message] of messages) {
          const threadId = this.sql.threadOf.get(id)?.threadId;
          if (threadId === undefined) continue;
          const patch = readPatchRow(message);
          const hadPatch = this.sql.deletePatch.run(id).changes > 0;
          if (patch !== undefined) writePatch(this.sql, id, patch);
          if (patch !== undefined || hadPatch) patched.add(threadId);
          writeReplyTrailers(this.sql, id, message, patch !== undefined);
        }
        this.#regroup(patched);
        during();
        return true;
      })
      .immediate();
  }

  /** Brings series and lineages up to date with what people said of them and was not yet followed. */
  applyGroupings(): void {
    this.db
      .transaction(() => {
        const pending = this.sql.pendingGroupings.all();
        if (pending.length === 0) return;
        this.db.pragma('defer_foreign_keys = ON');
        const threads = new Set<number>();
        for (const { recordId, nameId, withId } of pending) {
          for (const name of [nameId, withId]) {
            const threadId = name === null ? undefined : this.sql.threadOfName.get(name)?.threadId;
            if (typeof threadId === 'number') threads.add(threadId);
          }
          this.sql.setApplied.run(recordId);
        }
        this.#regroup(threads);
      })
      .immediate();
  }

  /** Groups the patches of these threads anew, and finds the versions of their series. */
  #regroup(threads: Iterable<number>): void {
    regroupLineages(this.sql, regroupThreads(this.sql, threads));
  }

  #writeMail(
    row: MailRow,
    { touched, patched }: Changed,
    written: Draft,
    forms: Map<string, readonly ParsedMessage[]>,
  ): void {
    const { sql } = this;
    const { message } = row;
    const ids = [row.messageId, ...message.references.map((ref) => ref.id)];
    const [name, ...refs] = joinThread(sql, ids, touched, patched);
    if (name === undefined) throw new Error(`Cannot write ${row.messageId} without a row for its name`);
    const nameOf = new Map(message.references.map((ref, i) => [ref.id, refs[i]?.id]));
    const parentId = message.parent === undefined ? null : (nameOf.get(message.parent) ?? null);
    const held = sql.messagesNamed.all(name.id);
    const copyOf = held.find((other) => other.textHash === row.textHash);
    const flags: string[] = [...message.flags];
    if (copyOf === undefined && held.length > 0) {
      flags.push('other-body');
      written.others.push({ row, messageId: row.messageId });
      for (const other of held) sql.setFlags.run(withFlag(other.flags, 'other-body'), other.id);
    }
    const key = formKey(row);
    if (copyOf !== undefined) {
      const all = [...(forms.get(key) ?? []), message];
      forms.set(key, all);
      written.copies++;
      this.#writeRaw(copyOf.id, row);
      this.addLists(copyOf.id, row.lists);
      const known = sql.referenceCount.get(copyOf.id)?.count ?? 0;
      // What a patch refers to has a part in which series it is of.
      if (this.#addReferences(copyOf.id, message, nameOf, known) && row.patch !== undefined) patched.add(name.threadId);
      if (findClearest(all) === all.length - 1) {
        if (this.#show(copyOf.id, row, parentId, copyOf.flags)) patched.add(name.threadId);
        if (written.fresh.has(copyOf.id)) written.fresh.set(copyOf.id, row);
        else written.changed.set(copyOf.id, row);
      }
      return;
    }
    const { author, date } = message;
    const form = held.length === 0 ? 0 : Math.max(...held.map((other) => other.form)) + 1;
    const result = sql.insertMessage.run(
      name.id,
      form,
      name.threadId,
      parentId,
      message.subject,
      author.name,
      author.address,
      date.ms ?? 0,
      date.asWritten,
      'raw',
      row.bytes.length,
      row.textHash,
      JSON.stringify(flags.sort()),
    );
    const id = Number(result.lastInsertRowid);
    forms.set(key, [message]);
    written.added++;
    written.fresh.set(id, row);
    this.#addReferences(id, message, nameOf, 0);
    this.#writeRaw(id, row);
    this.addLists(id, row.lists);
    if (row.patch !== undefined) {
      writePatch(sql, id, row.patch);
      patched.add(name.threadId);
    }
    writeReplyTrailers(sql, id, message, row.patch !== undefined);
  }

  /** References of a copy that the first form lacks are joined too: the thread already is. Returns whether there were any. */
  #addReferences(
    id: number,
    message: ParsedMessage,
    nameOf: ReadonlyMap<string, number | undefined>,
    held: number,
  ): boolean {
    let position = held;
    const isNew = position === 0;
    for (const reference of message.references) {
      const nameId = nameOf.get(reference.id);
      if (nameId === undefined || (!isNew && this.sql.hasReference.get(id, nameId) !== undefined)) continue;
      this.sql.insertReference.run(id, position++, nameId, reference.header);
    }
    return position > held;
  }

  /** Shows another raw form: what is looked up of the message follows it. Returns whether its patch is another one now. */
  #show(id: number, row: MailRow, parentId: number | null, flags: string): boolean {
    const { message } = row;
    const words = flags.includes('"other-body"')
      ? withFlag(JSON.stringify(message.flags), 'other-body')
      : JSON.stringify(message.flags);
    const { author, date } = message;
    this.sql.setMessage.run(
      parentId,
      message.subject,
      author.name,
      author.address,
      date.ms ?? 0,
      date.asWritten,
      row.bytes.length,
      words,
      id,
    );
    const hadPatch = this.sql.deletePatch.run(id).changes > 0;
    if (row.patch !== undefined) writePatch(this.sql, id, row.patch);
    writeReplyTrailers(this.sql, id, message, row.patch !== undefined);
    return hadPatch || row.patch !== undefined;
  }

  #writeRaw(id: number, row: MailRow): void {
    const packed = row.packed ?? packRaw(row.bytes, this.#dictionary?.bytes);
    this.sql.insertRaw.run(id, row.hash, packed, this.#dictionary?.id ?? null, row.bytes.length);
  }

  /** Makes the file whole and small again after a bulk import, and closes it. */
  close(): void {
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.db.close();
    }
  }
}

function withFlag(flags: string, flag: string): string {
  const words: unknown = JSON.parse(flags);
  return JSON.stringify([...new Set([...(Array.isArray(words) ? words.map(String) : []), flag])].sort());
}
