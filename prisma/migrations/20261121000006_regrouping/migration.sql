-- AlterTable
ALTER TABLE "Patch" ADD COLUMN "baseCommit" TEXT;
ALTER TABLE "Patch" ADD COLUMN "changeId" TEXT;

-- AlterTable
ALTER TABLE "Series" ADD COLUMN "linkReason" TEXT;
ALTER TABLE "Series" ADD COLUMN "linkedId" INTEGER;

-- CreateTable
CREATE TABLE "Grouping" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "how" TEXT NOT NULL,
    "nameId" INTEGER NOT NULL,
    "withId" INTEGER,
    "part" REAL,
    "from" TEXT NOT NULL,
    "isUndone" BOOLEAN NOT NULL,
    "isApplied" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Grouping_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Grouping_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Grouping_withId_fkey" FOREIGN KEY ("withId") REFERENCES "MessageName" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PatchMention" (
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "isVersion" BOOLEAN NOT NULL,

    PRIMARY KEY ("patchId", "position"),
    CONSTRAINT "PatchMention_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Grouping_nameId_idx" ON "Grouping"("nameId");

-- CreateIndex
CREATE INDEX "Grouping_withId_idx" ON "Grouping"("withId");

-- CreateIndex
CREATE INDEX "Grouping_isApplied_idx" ON "Grouping"("isApplied");

-- CreateIndex
CREATE INDEX "PatchMention_text_idx" ON "PatchMention"("text");

-- CreateIndex
CREATE INDEX "Patch_title_idx" ON "Patch"("title");
