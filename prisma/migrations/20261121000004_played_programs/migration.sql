-- AlterTable
ALTER TABLE "Observation" ADD COLUMN "machine" TEXT;
ALTER TABLE "Observation" ADD COLUMN "programHash" TEXT;
