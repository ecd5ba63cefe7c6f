import type Database from 'better-sqlite3';

/** A patch's row as grouping needs it. */
export interface PatchOfThread {
  readonly id: number;
  readonly seriesId: number;
  readonly messageId: number;
  readonly threadId: number;
  readonly nameId: number;
  readonly name: string;
  readonly subject: string;
  readonly title: string;
  readonly part: number | null;
  readonly author: string;
  readonly date: number;
  readonly isCover: number;
  readonly isProposal: number;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
}

/** A posted series as finding its other versions needs it. */
export interface SeriesFacts {
  readonly id: number;
  readonly author: string;
  readonly title: string;
  readonly version: number;
  readonly total: number | null;
  readonly isRfc: number;
  readonly isResend: number;
  readonly date: number;
  readonly changeId: string | null;
  readonly lineageId: number | null;
  readonly linkedId: number | null;
  readonly linkReason: string | null;
}

/** What a person said of series, as far as it is in force. */
export interface GroupingRow {
  readonly how: string;
  readonly from: string;
  readonly part: number | null;
  readonly nameId: number;
  readonly withId: number | null;
}

const seriesFacts =
  's."id", s."author", s."title", s."version", s."total", s."isRfc", s."isResend", s."date", s."changeId", s."lineageId", s."linkedId", s."linkReason"';

/** The statements that write patches and group them into series and lineages. */
export function prepareSeriesStatements(db: Database.Database) {
  return {
    insertPatch: db.prepare<
      [
        number,
        string,
        number,
        number | null,
        number | null,
        number,
        number,
        string | null,
        string | null,
        string | null,
        number,
        string | null,
        number,
        number,
      ]
    >(
      `INSERT INTO "Patch" ("messageId", "seriesId", "title", "version", "part", "total", "isCover", "isProposal",
         "patchId", "changeId", "baseCommit", "reader", "problem", "added", "removed")
       VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    deletePatch: db.prepare<[number]>('DELETE FROM "Patch" WHERE "messageId" = ?'),
    insertTrailer: db.prepare<[number, number, string, string]>(
      'INSERT INTO "Trailer" ("patchId", "position", "key", "value") VALUES (?, ?, ?, ?)',
    ),
    insertMention: db.prepare<[number, number, string, number]>(
      'INSERT INTO "PatchMention" ("patchId", "position", "text", "isVersion") VALUES (?, ?, ?, ?)',
    ),
    insertReplyTrailer: db.prepare<[number, number, string, string]>(
      'INSERT INTO "ReplyTrailer" ("messageId", "position", "key", "value") VALUES (?, ?, ?, ?)',
    ),
    deleteReplyTrailers: db.prepare<[number]>('DELETE FROM "ReplyTrailer" WHERE "messageId" = ?'),
    insertFile: db.prepare<
      [
        number,
        number,
        string,
        string,
        string,
        number,
        number,
        string | null,
        string | null,
        string | null,
        string | null,
        number | null,
      ]
    >(
      `INSERT INTO "File" ("patchId", "position", "oldPath", "newPath", "status", "added", "removed", "oldMode",
         "newMode", "oldBlob", "newBlob", "similarity") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertHunk: db.prepare<[number, number, number, number, number, number, string, string]>(
      `INSERT INTO "Hunk" ("fileId", "position", "oldStart", "oldLines", "newStart", "newLines", "heading", "text")
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),

    patchesOf: db.prepare<[number], PatchOfThread>(
      `SELECT p."id", p."seriesId", p."messageId", m."threadId", m."nameId", n."text" AS "name", m."subject", p."title", p."part",
         m."fromAddress" AS "author", m."date", p."isCover", p."isProposal", p."changeId", p."baseCommit"
       FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id" JOIN "MessageName" n ON n."id" = m."nameId"
       WHERE m."threadId" = ?`,
    ),
    referencesOf: db.prepare<[number], { text: string }>(
      `SELECT n."text" FROM "MessageReference" r JOIN "MessageName" n ON n."id" = r."nameId"
       WHERE r."messageId" = ? ORDER BY r."position"`,
    ),
    parentOf: db.prepare<[string], { text: string }>(
      `SELECT up."text" FROM "MessageName" n JOIN "Message" m ON m."nameId" = n."id"
         JOIN "MessageName" up ON up."id" = m."parentId" WHERE n."text" = ? ORDER BY m."form" LIMIT 1`,
    ),
    threadOfName: db.prepare<[number], { threadId: number | null }>(
      'SELECT "threadId" FROM "MessageName" WHERE "id" = ?',
    ),
    /** Other threads that share a series with this one. */
    threadsSharing: db.prepare<[{ thread: number }], { threadId: number }>(
      `SELECT s."threadId" FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id" JOIN "Series" s ON s."id" = p."seriesId"
         WHERE m."threadId" = @thread AND s."threadId" <> @thread
       UNION SELECT m."threadId" FROM "Series" s JOIN "Patch" p ON p."seriesId" = s."id" JOIN "Message" m ON m."id" = p."messageId"
         WHERE s."threadId" = @thread AND m."threadId" <> @thread`,
    ),
    /** Threads with a numbered patch that this one may have been sent with. */
    threadsNear: db.prepare<[number, number, string, number, number, number], { threadId: number }>(
      `SELECT DISTINCT m."threadId" FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id"
       WHERE m."date" BETWEEN ? AND ? AND m."fromAddress" = ? AND p."total" = ? AND p."version" = ? AND m."threadId" <> ?`,
    ),
    groupings: db.prepare<[{ name: number }], GroupingRow>(
      `SELECT "recordId", "how", "from", "part", "nameId", "withId" FROM "Grouping"
         WHERE ("nameId" = @name OR "withId" = @name) AND NOT "isUndone" ORDER BY "recordId"`,
    ),
    hasGroupings: db.prepare<[], { one: number }>('SELECT 1 AS "one" FROM "Grouping" LIMIT 1'),
    pendingGroupings: db.prepare<[], { recordId: number; nameId: number; withId: number | null }>(
      'SELECT "recordId", "nameId", "withId" FROM "Grouping" WHERE NOT "isApplied"',
    ),
    setApplied: db.prepare<[number]>('UPDATE "Grouping" SET "isApplied" = 1 WHERE "recordId" = ?'),

    seriesOf: db.prepare<[number], { id: number; lineageId: number | null }>(
      'SELECT "id", "lineageId" FROM "Series" WHERE "threadId" = ?',
    ),
    insertSeries: db.prepare<
      [number, string, number, number | null, string, number, number, number, string | null, string | null]
    >(
      `INSERT INTO "Series" ("threadId", "title", "version", "total", "author", "date", "isRfc", "isResend", "changeId",
         "baseCommit") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    setSeries: db.prepare<
      [number, string, number, number | null, string, number, number, number, string | null, string | null, number]
    >(
      `UPDATE "Series" SET "threadId" = ?, "title" = ?, "version" = ?, "total" = ?, "author" = ?, "date" = ?, "isRfc" = ?,
         "isResend" = ?, "changeId" = ?, "baseCommit" = ? WHERE "id" = ?`,
    ),
    setPatchSeries: db.prepare<[number, number | null, number]>(
      'UPDATE "Patch" SET "seriesId" = ?, "part" = ? WHERE "id" = ?',
    ),
    deleteSeries: db.prepare<[number]>('DELETE FROM "Series" WHERE "id" = ?'),

    seriesById: db.prepare<[number], SeriesFacts>(`SELECT ${seriesFacts} FROM "Series" s WHERE s."id" = ?`),
    seriesOfLineage: db.prepare<[number], { id: number }>('SELECT "id" FROM "Series" WHERE "lineageId" = ?'),
    seriesTitled: db.prepare<[string, string], { id: number }>(
      'SELECT "id" FROM "Series" WHERE "author" = ? AND "title" = ?',
    ),
    seriesBy: db.prepare<[string, number, number], { id: number; title: string; version: number; isRfc: number }>(
      'SELECT "id", "title", "version", "isRfc" FROM "Series" WHERE "author" = ? AND "date" BETWEEN ? AND ?',
    ),
    seriesChanging: db.prepare<[string], { id: number }>('SELECT "id" FROM "Series" WHERE "changeId" = ?'),
    seriesWithPatch: db.prepare<[string, string], { id: number }>(
      `SELECT s."id" FROM "Patch" p JOIN "Series" s ON s."id" = p."seriesId"
       WHERE p."title" = ? AND s."author" = ? AND NOT p."isCover" AND NOT p."isProposal"`,
    ),
    seriesOfChange: db.prepare<[string, string], { id: number }>(
      `SELECT s."id" FROM "Patch" p JOIN "Series" s ON s."id" = p."seriesId"
       WHERE p."patchId" = ? AND s."author" = ? AND NOT p."isProposal"`,
    ),
    seriesNaming: db.prepare<[string], { id: number }>(
      `SELECT p."seriesId" AS "id" FROM "PatchMention" r JOIN "Patch" p ON p."id" = r."patchId"
       WHERE r."text" = ? AND NOT p."isProposal"`,
    ),
    seriesOfName: db.prepare<[string], { id: number }>(
      `SELECT p."seriesId" AS "id" FROM "MessageName" n JOIN "Message" m ON m."nameId" = n."id"
         JOIN "Patch" p ON p."messageId" = m."id" WHERE n."text" = ? AND NOT p."isProposal" ORDER BY m."form"`,
    ),
    seriesOfNameId: db.prepare<[number], { id: number }>(
      `SELECT p."seriesId" AS "id" FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id"
       WHERE m."nameId" = ? AND NOT p."isProposal" ORDER BY m."form"`,
    ),
    patchesOfSeries: db.prepare<
      [number],
      {
        id: number;
        messageId: number;
        nameId: number;
        name: string;
        subject: string;
        title: string;
        patchId: string | null;
        isCover: number;
      }
    >(
      `SELECT p."id", p."messageId", m."nameId", n."text" AS "name", m."subject", p."title", p."patchId", p."isCover"
       FROM "Patch" p JOIN "Message" m ON m."id" = p."messageId" JOIN "MessageName" n ON n."id" = m."nameId"
       WHERE p."seriesId" = ? AND NOT p."isProposal" ORDER BY p."part", p."id"`,
    ),
    mentionsOf: db.prepare<[number], { text: string; isVersion: number }>(
      'SELECT "text", "isVersion" FROM "PatchMention" WHERE "patchId" = ? ORDER BY "position"',
    ),
    pathsOf: db.prepare<[number], { path: string }>(
      `SELECT DISTINCT CASE f."newPath" WHEN '/dev/null' THEN f."oldPath" ELSE f."newPath" END AS "path"
       FROM "Patch" p JOIN "File" f ON f."patchId" = p."id" WHERE p."seriesId" = ? AND NOT p."isProposal"`,
    ),
    insertLineage: db.prepare<[]>('INSERT INTO "Lineage" DEFAULT VALUES'),
    deleteLineage: db.prepare<[number]>(
      'DELETE FROM "Lineage" WHERE "id" = ? AND NOT EXISTS (SELECT 1 FROM "Series" WHERE "lineageId" = "Lineage"."id")',
    ),
    setLineage: db.prepare<[number | null, number | null, string | null, number]>(
      'UPDATE "Series" SET "lineageId" = ?, "linkedId" = ?, "linkReason" = ? WHERE "id" = ?',
    ),
  };
}
