-- The hunks of a patch are in its mail: stored apart they took a fifth of the database. Other versions of a series are looked
-- for by title, and by author within some time.

-- DropForeignKey
ALTER TABLE "Hunk" DROP CONSTRAINT "Hunk_fileId_fkey";

-- DropIndex
DROP INDEX "Series_author_title_idx";

-- DropTable
DROP TABLE "Hunk";

-- CreateIndex
CREATE INDEX "Series_title_idx" ON "Series"("title");

-- CreateIndex
CREATE INDEX "Series_author_date_idx" ON "Series"("author", "date");
