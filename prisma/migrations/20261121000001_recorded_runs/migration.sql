-- AlterTable
ALTER TABLE "Record" ADD COLUMN "fileHash" TEXT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "kernel" TEXT;
ALTER TABLE "Run" ADD COLUMN "leastCopies" INTEGER;
ALTER TABLE "Run" ADD COLUMN "mostCopies" INTEGER;

-- AlterTable
ALTER TABLE "Verdict" ADD COLUMN "steps" INTEGER;
