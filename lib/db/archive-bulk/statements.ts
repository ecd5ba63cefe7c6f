import type Database from 'better-sqlite3';
import { prepareSeriesStatements } from '#lib/db/archive-bulk/series-statements';

/** What a batch adds to its import. */
export interface ImportCounts {
  readonly id: number;
  readonly mails: number;
  readonly added: number;
  readonly known: number;
  readonly unread: number;
  readonly copies: number;
  readonly others: number;
  readonly patches: number;
  readonly bytes: number;
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * Every statement of the bulk import, as SQL over the tables of prisma/schema.prisma (content/decisions/007-bulk-writes.md
 * says why it is not Prisma). Names of tables and columns are the schema's; dates are milliseconds since 1970.
 */
export function prepareStatements(db: Database.Database) {
  return {
    rawByHash: db.prepare<[string], { messageId: number }>('SELECT "messageId" FROM "Raw" WHERE "hash" = ?'),
    rawsOf: db.prepare<[number], { bytes: Buffer; dictionaryId: number | null }>(
      'SELECT "bytes", "dictionaryId" FROM "Raw" WHERE "messageId" = ? ORDER BY "id"',
    ),
    insertRaw: db.prepare<[number, string, Uint8Array, number | null, number]>(
      'INSERT INTO "Raw" ("messageId", "hash", "bytes", "dictionaryId", "size") VALUES (?, ?, ?, ?, ?)',
    ),
    dictionaries: db.prepare<[], { id: number; bytes: Buffer }>('SELECT "id", "bytes" FROM "Dictionary" ORDER BY "id"'),
    insertDictionary: db.prepare<[Uint8Array]>('INSERT INTO "Dictionary" ("bytes") VALUES (?)'),

    name: db.prepare<[string], { id: number; threadId: number | null }>(
      'SELECT "id", "threadId" FROM "MessageName" WHERE "text" = ?',
    ),
    insertName: db.prepare<[string, number | null]>('INSERT INTO "MessageName" ("text", "threadId") VALUES (?, ?)'),
    setNameThread: db.prepare<[number, number]>('UPDATE "MessageName" SET "threadId" = ? WHERE "id" = ?'),
    insertThread: db.prepare<[]>(`INSERT INTO "Thread" ("subject", "first", "last", "messages") VALUES ('', 0, 0, 0)`),
    moveNames: db.prepare<[number, number]>('UPDATE "MessageName" SET "threadId" = ? WHERE "threadId" = ?'),
    moveMessages: db.prepare<[number, number]>('UPDATE "Message" SET "threadId" = ? WHERE "threadId" = ?'),
    moveSeries: db.prepare<[number, number]>('UPDATE "Series" SET "threadId" = ? WHERE "threadId" = ?'),
    deleteThread: db.prepare<[number]>('DELETE FROM "Thread" WHERE "id" = ?'),
    tellThread: db.prepare<[string, number, number]>(
      `UPDATE "Thread" SET "subject" = ?,
         ("messages", "first", "last") = (SELECT count(*), coalesce(min(nullif("date", 0)), 0), coalesce(max("date"), 0)
           FROM "Message" WHERE "threadId" = ?)
       WHERE "id" = ?`,
    ),
    firstSubject: db.prepare<[number], { subject: string }>(
      'SELECT "subject" FROM "Message" WHERE "threadId" = ? ORDER BY "date" = 0, "date", "parentId" IS NOT NULL, "textHash" LIMIT 1',
    ),

    messagesNamed: db.prepare<[number], { id: number; form: number; textHash: string; flags: string }>(
      'SELECT "id", "form", "textHash", "flags" FROM "Message" WHERE "nameId" = ? ORDER BY "form"',
    ),
    heldForm: db.prepare<[string, string], { id: number }>(
      `SELECT m."id" FROM "MessageName" n JOIN "Message" m ON m."nameId" = n."id" WHERE n."text" = ? AND m."textHash" = ?`,
    ),
    insertMessage: db.prepare<
      [number, number, number, number | null, string, string, string, number, string, string, number, string, string]
    >(
      `INSERT INTO "Message" ("nameId", "form", "threadId", "parentId", "subject", "fromName", "fromAddress", "date",
         "dateAsWritten", "fidelity", "size", "textHash", "flags") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    setMessage: db.prepare<[number | null, string, string, string, number, string, number, string, number]>(
      `UPDATE "Message" SET "parentId" = ?, "subject" = ?, "fromName" = ?, "fromAddress" = ?, "date" = ?,
         "dateAsWritten" = ?, "size" = ?, "flags" = ? WHERE "id" = ?`,
    ),
    setFlags: db.prepare<[string, number]>('UPDATE "Message" SET "flags" = ? WHERE "id" = ?'),
    insertReference: db.prepare<[number, number, number, string]>(
      'INSERT INTO "MessageReference" ("messageId", "position", "nameId", "header") VALUES (?, ?, ?, ?)',
    ),
    referenceCount: db.prepare<[number], { count: number }>(
      'SELECT count(*) AS "count" FROM "MessageReference" WHERE "messageId" = ?',
    ),
    hasReference: db.prepare<[number, number], { position: number }>(
      'SELECT "position" FROM "MessageReference" WHERE "messageId" = ? AND "nameId" = ?',
    ),
    list: db.prepare<[string], { id: number }>('SELECT "id" FROM "MailList" WHERE "name" = ?'),
    insertList: db.prepare<[string]>('INSERT INTO "MailList" ("name") VALUES (?)'),
    insertMembership: db.prepare<[number, number]>(
      'INSERT OR IGNORE INTO "MessageList" ("messageId", "listId") VALUES (?, ?)',
    ),

    ...prepareSeriesStatements(db),

    openImport: db.prepare<[string], { id: number }>(
      `SELECT i."id" FROM "Import" i JOIN "MailSource" s ON s."id" = i."sourceId"
       WHERE s."address" = ? AND i."finishedAt" IS NULL ORDER BY i."id" DESC LIMIT 1`,
    ),
    insertSource: db.prepare<[string, string]>('INSERT OR IGNORE INTO "MailSource" ("address", "kind") VALUES (?, ?)'),
    insertImport: db.prepare<[number, string]>(
      'INSERT INTO "Import" ("sourceId", "startedAt") SELECT "id", ? FROM "MailSource" WHERE "address" = ?',
    ),
    setSource: db.prepare<[string, string | null, string]>(
      'UPDATE "MailSource" SET "kind" = ?, "list" = ? WHERE "address" = ?',
    ),
    setImport: db.prepare<[ImportCounts]>(
      `UPDATE "Import" SET "mails" = "mails" + @mails, "added" = "added" + @added, "known" = "known" + @known,
         "unread" = "unread" + @unread, "copies" = "copies" + @copies, "others" = "others" + @others,
         "patches" = "patches" + @patches, "bytes" = "bytes" + @bytes,
         "first" = coalesce(min("first", @first), "first", @first), "last" = coalesce(max("last", @last), "last", @last)
       WHERE "id" = @id`,
    ),
    countReread: db.prepare<[number, number]>('UPDATE "Import" SET "mails" = "mails" + ? WHERE "id" = ?'),
    insertProblem: db.prepare<[number, number, string, number | null, string, string, string]>(
      `INSERT INTO "ImportProblem" ("importId", "position", "file", "offset", "severity", "code", "message")
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    lastProblem: db.prepare<[number], { position: number }>(
      'SELECT "position" FROM "ImportProblem" WHERE "importId" = ? ORDER BY "position" DESC LIMIT 1',
    ),
    dropProblemsFrom: db.prepare<[number, number]>(
      'DELETE FROM "ImportProblem" WHERE "importId" = ? AND "position" >= ?',
    ),
    setCursor: db.prepare<[string, number]>(
      'UPDATE "MailSource" SET "cursor" = ? WHERE "id" = (SELECT "sourceId" FROM "Import" WHERE "id" = ?)',
    ),
    cursor: db.prepare<[number], { cursor: string | null }>(
      'SELECT s."cursor" FROM "MailSource" s JOIN "Import" i ON i."sourceId" = s."id" WHERE i."id" = ?',
    ),
    /** Messages after a number that no reader of this version read: those it wrote a patch of are left out. */
    unreadAfter: db.prepare<[number, number, number], { id: number }>(
      `SELECT m."id" FROM "Message" m LEFT JOIN "Patch" p ON p."messageId" = m."id"
       WHERE m."id" > ? AND (p."id" IS NULL OR p."reader" < ?) ORDER BY m."id" LIMIT ?`,
    ),
    threadOf: db.prepare<[number], { threadId: number }>('SELECT "threadId" FROM "Message" WHERE "id" = ?'),
    endImport: db.prepare<[number, number]>('UPDATE "Import" SET "finishedAt" = ? WHERE "id" = ?'),
    parents: db.prepare<[], { id: number; parentId: number; text: string; date: number }>(
      `SELECT m."nameId" AS "id", m."parentId", n."text", m."date"
       FROM "Message" m JOIN "MessageName" n ON n."id" = m."nameId" WHERE m."parentId" IS NOT NULL AND m."form" = 0`,
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
