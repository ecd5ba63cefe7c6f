-- CreateTable
CREATE TABLE "ObservedKernel" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "release" TEXT NOT NULL,
    "uname" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "nearest" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "ObservedKernel_release_uname_key" ON "ObservedKernel"("release", "uname");

-- What was there names its kernel and how it was run in each row.
INSERT INTO "ObservedKernel" ("release", "uname", "how")
SELECT "kernel", '', MIN("how") FROM "Observation" GROUP BY "kernel";

-- RedefineTables
CREATE TABLE "new_Observation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kernelId" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "pin" TEXT NOT NULL,
    "steps" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "scenarioId" INTEGER,
    "agreement" TEXT NOT NULL,
    "reason" TEXT,
    "facts" TEXT NOT NULL,
    "ends" TEXT NOT NULL,
    "text" TEXT,
    "engine" TEXT NOT NULL,
    CONSTRAINT "Observation_kernelId_fkey" FOREIGN KEY ("kernelId") REFERENCES "ObservedKernel" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Observation_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Observation" ("id", "kernelId", "source", "form", "kind", "pin", "steps", "outcome", "date", "scenarioId", "agreement", "facts", "ends", "engine")
SELECT o."id", k."id", 'import', 'scenario', o."kind", '', '', o."outcome", o."date", o."scenarioId", 'not modelled', '', '[]', ''
FROM "Observation" o JOIN "ObservedKernel" k ON k."release" = o."kernel";
DROP TABLE "Observation";
ALTER TABLE "new_Observation" RENAME TO "Observation";

-- CreateIndex
CREATE INDEX "Observation_scenarioId_idx" ON "Observation"("scenarioId");

-- CreateIndex
CREATE INDEX "Observation_kernelId_idx" ON "Observation"("kernelId");
