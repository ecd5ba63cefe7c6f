-- Where mail comes from is kept apart from when it came: an import that is repeated goes on where the last one ended.
-- Of the imports before, the source, the times and the number of mails are carried over.

-- CreateTable
CREATE TABLE "MailSource" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "list" TEXT,
    "cursor" TEXT,
    "checkedAt" DATETIME
);
CREATE UNIQUE INDEX "MailSource_address_key" ON "MailSource"("address");
INSERT INTO "MailSource" ("address", "kind", "checkedAt")
  SELECT "source", 'file', max("finishedAt") FROM "Import" GROUP BY "source" ORDER BY min("id");

-- CreateTable
CREATE TABLE "ImportProblem" (
    "importId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "offset" BIGINT,
    "severity" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    PRIMARY KEY ("importId", "position"),
    CONSTRAINT "ImportProblem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Import" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sourceId" INTEGER NOT NULL,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME,
    "mails" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "copies" INTEGER NOT NULL DEFAULT 0,
    "others" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "patches" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "first" DATETIME,
    "last" DATETIME,
    CONSTRAINT "Import_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "MailSource" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Import" ("id", "sourceId", "startedAt", "finishedAt", "mails")
  SELECT i."id", s."id", i."startedAt", i."finishedAt", i."messages"
  FROM "Import" i JOIN "MailSource" s ON s."address" = i."source";
DROP TABLE "Import";
ALTER TABLE "new_Import" RENAME TO "Import";
CREATE INDEX "Import_sourceId_idx" ON "Import"("sourceId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
