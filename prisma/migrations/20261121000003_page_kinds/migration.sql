-- AlterTable
ALTER TABLE "Counterexample" ADD COLUMN "kind" TEXT NOT NULL DEFAULT '';

-- RedefineTables
CREATE TABLE "new_ClaimScenario" (
    "claimId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "property" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("claimId", "scenarioId", "property", "kind"),
    CONSTRAINT "ClaimScenario_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClaimScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_ClaimScenario" ("claimId", "scenarioId", "property", "position")
SELECT "claimId", "scenarioId", "property", "position" FROM "ClaimScenario";
DROP TABLE "ClaimScenario";
ALTER TABLE "new_ClaimScenario" RENAME TO "ClaimScenario";

-- CreateIndex
CREATE INDEX "ClaimScenario_scenarioId_idx" ON "ClaimScenario"("scenarioId");
