-- The hunks of a patch are in its mail: stored apart they took a fifth of the database. Other versions of a series are looked
-- for by title, and by author within some time.

-- DropForeignKey
ALTER TABLE "Hunk" DROP CONSTRAINT "Hunk_fileId_fkey";

-- DropIndex
DROP INDEX "Series_author_title_idx";

-- DropTable
DROP TABLE "Hunk";

-- CreateTable
CREATE TABLE "Quote" (
    "id" SERIAL NOT NULL,
    "nameId" INTEGER NOT NULL,
    "form" INTEGER NOT NULL,
    "paragraph" INTEGER NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "exact" TEXT COLLATE "C" NOT NULL,
    "prefix" TEXT COLLATE "C" NOT NULL,
    "suffix" TEXT COLLATE "C" NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "author" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dismissal" (
    "id" SERIAL NOT NULL,
    "nameId" INTEGER NOT NULL,
    "cue" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "exact" TEXT COLLATE "C" NOT NULL,
    "author" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dismissal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Quote_nameId_paragraph_hash_key" ON "Quote"("nameId", "paragraph", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Dismissal_nameId_cue_hash_key" ON "Dismissal"("nameId", "cue", "hash");

-- CreateIndex
CREATE INDEX "Series_title_idx" ON "Series"("title");

-- CreateIndex
CREATE INDEX "Series_author_date_idx" ON "Series"("author", "date");

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dismissal" ADD CONSTRAINT "Dismissal_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
