-- The words that an anchor has only the hash of, and the suggestions that somebody wants no record of.

-- CreateTable
CREATE TABLE "Quote" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "nameId" INTEGER NOT NULL,
    "form" INTEGER NOT NULL,
    "paragraph" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Quote_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Dismissal" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "nameId" INTEGER NOT NULL,
    "cue" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "exact" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Dismissal_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Quote_nameId_paragraph_hash_key" ON "Quote"("nameId", "paragraph", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Dismissal_nameId_cue_hash_key" ON "Dismissal"("nameId", "cue", "hash");
