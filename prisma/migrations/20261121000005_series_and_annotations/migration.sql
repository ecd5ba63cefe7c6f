-- AlterTable
ALTER TABLE "File" ADD COLUMN "newBlob" TEXT;
ALTER TABLE "File" ADD COLUMN "newMode" TEXT;
ALTER TABLE "File" ADD COLUMN "oldBlob" TEXT;
ALTER TABLE "File" ADD COLUMN "oldMode" TEXT;
ALTER TABLE "File" ADD COLUMN "similarity" INTEGER;

-- CreateTable
CREATE TABLE "AnnotationClaim" (
    "annotationId" INTEGER NOT NULL,
    "claimId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("annotationId", "claimId"),
    CONSTRAINT "AnnotationClaim_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AnnotationClaim_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnnotationScenario" (
    "annotationId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "property" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("annotationId", "scenarioId", "property", "kind"),
    CONSTRAINT "AnnotationScenario_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AnnotationScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lineage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "ReplyTrailer" (
    "messageId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("messageId", "position"),
    CONSTRAINT "ReplyTrailer_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Repository" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "path" TEXT NOT NULL,
    "head" TEXT,
    "readAt" DATETIME
);

-- CreateTable
CREATE TABLE "Commit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "repositoryId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "authorDate" DATETIME NOT NULL,
    "commitDate" DATETIME NOT NULL,
    "release" TEXT,
    CONSTRAINT "Commit_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CommitPatch" (
    "commitId" INTEGER NOT NULL,
    "nameId" INTEGER NOT NULL,
    "by" TEXT NOT NULL,

    PRIMARY KEY ("commitId", "nameId"),
    CONSTRAINT "CommitPatch_commitId_fkey" FOREIGN KEY ("commitId") REFERENCES "Commit" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CommitPatch_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Highlight" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "bytes" BLOB NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- RedefineTables
CREATE TABLE "new_Annotation" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "nameId" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "parentId" INTEGER,
    "policy" TEXT,
    "point" TEXT,
    CONSTRAINT "Annotation_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Annotation_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Annotation_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Annotation" ("recordId") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "AnnotationClaim" ("annotationId", "claimId", "position")
SELECT "recordId", "claimId", 0 FROM "Annotation" WHERE "claimId" IS NOT NULL;
INSERT INTO "new_Annotation" ("recordId", "nameId", "target", "path", "side", "line", "end", "words", "kind", "author")
SELECT "recordId", "nameId", 'line', "path", "side", "line", "line",
  json_object(
    'lines', json_array("lineText"),
    'before', CASE "before" WHEN '' THEN json_array() ELSE json_array("before") END,
    'after', CASE "after" WHEN '' THEN json_array() ELSE json_array("after") END,
    'heading', ''
  ),
  CASE "kind" WHEN 'remark' THEN 'note' ELSE "kind" END, "author"
FROM "Annotation";
-- The records themselves: what they stand on is said, a remark is called a note, and claims are a list.
UPDATE "Record" SET
  "title" = CASE WHEN "title" LIKE 'remark on %' THEN 'note' || substr("title", 7) ELSE "title" END,
  "front" = json_remove(
    json_set(
      "front",
      '$.on', 'line',
      '$.title', CASE WHEN "title" LIKE 'remark on %' THEN 'note' || substr("title", 7) ELSE "title" END,
      '$.kind', CASE json_extract("front", '$.kind') WHEN 'remark' THEN 'note' ELSE json_extract("front", '$.kind') END,
      '$.claims', CASE WHEN json_extract("front", '$.claim') IS NULL THEN json_array() ELSE json_array(json_extract("front", '$.claim')) END,
      '$.scenarios', json_array(),
      '$.answers', json_array(),
      '$.carried', json_array()
    ),
    '$.claim'
  )
WHERE "kind" = 'annotation';
DROP TABLE "Annotation";
ALTER TABLE "new_Annotation" RENAME TO "Annotation";
CREATE INDEX "Annotation_nameId_path_line_idx" ON "Annotation"("nameId", "path", "line");
CREATE INDEX "Annotation_parentId_idx" ON "Annotation"("parentId");
CREATE INDEX "Annotation_policy_point_idx" ON "Annotation"("policy", "point");
CREATE TABLE "new_Patch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "messageId" INTEGER NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "version" REAL NOT NULL,
    "part" REAL,
    "total" INTEGER,
    "isCover" BOOLEAN NOT NULL,
    "isProposal" BOOLEAN NOT NULL DEFAULT false,
    "patchId" TEXT,
    "reader" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    CONSTRAINT "Patch_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Patch_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Patch" ("added", "id", "isCover", "messageId", "part", "problem", "removed", "seriesId", "title", "total", "version") SELECT "added", "id", "isCover", "messageId", "part", "problem", "removed", "seriesId", "title", "total", "version" FROM "Patch";
DROP TABLE "Patch";
ALTER TABLE "new_Patch" RENAME TO "Patch";
CREATE UNIQUE INDEX "Patch_messageId_key" ON "Patch"("messageId");
CREATE INDEX "Patch_seriesId_part_idx" ON "Patch"("seriesId", "part");
CREATE INDEX "Patch_patchId_idx" ON "Patch"("patchId");
CREATE INDEX "Patch_reader_idx" ON "Patch"("reader");
CREATE TABLE "new_Series" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "version" REAL NOT NULL,
    "total" INTEGER,
    "author" TEXT NOT NULL,
    "date" DATETIME NOT NULL,
    "isRfc" BOOLEAN NOT NULL,
    "isResend" BOOLEAN NOT NULL,
    "changeId" TEXT,
    "baseCommit" TEXT,
    "lineageId" INTEGER,
    CONSTRAINT "Series_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Series_lineageId_fkey" FOREIGN KEY ("lineageId") REFERENCES "Lineage" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Series" ("author", "date", "id", "isResend", "isRfc", "threadId", "title", "total", "version") SELECT "author", "date", "id", "isResend", "isRfc", "threadId", "title", "total", "version" FROM "Series";
DROP TABLE "Series";
ALTER TABLE "new_Series" RENAME TO "Series";
CREATE INDEX "Series_threadId_idx" ON "Series"("threadId");
CREATE INDEX "Series_date_idx" ON "Series"("date");
CREATE INDEX "Series_lineageId_idx" ON "Series"("lineageId");
CREATE INDEX "Series_changeId_idx" ON "Series"("changeId");
CREATE INDEX "Series_author_title_idx" ON "Series"("author", "title");

-- CreateIndex
CREATE INDEX "AnnotationClaim_claimId_idx" ON "AnnotationClaim"("claimId");

-- CreateIndex
CREATE INDEX "AnnotationScenario_scenarioId_idx" ON "AnnotationScenario"("scenarioId");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_path_key" ON "Repository"("path");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_repositoryId_hash_key" ON "Commit"("repositoryId", "hash");

-- CreateIndex
CREATE INDEX "CommitPatch_nameId_idx" ON "CommitPatch"("nameId");
