-- CreateTable
CREATE TABLE "Record" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "front" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "loadedHash" TEXT,
    "hash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "recordId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "before" TEXT,
    "after" TEXT NOT NULL,
    "note" TEXT,
    CONSTRAINT "Revision_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Claim" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "hindsight" TEXT NOT NULL,
    CONSTRAINT "Claim_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClaimScenario" (
    "claimId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "property" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("claimId", "scenarioId", "property"),
    CONSTRAINT "ClaimScenario_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClaimScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClaimChange" (
    "claimId" INTEGER NOT NULL,
    "changeId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("claimId", "changeId"),
    CONSTRAINT "ClaimChange_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClaimChange_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "Change" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Relation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" INTEGER,
    "nameId" INTEGER,
    "date" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Relation_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Claim" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Relation_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Claim" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Relation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("recordId") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Relation_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Stance" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "personId" INTEGER NOT NULL,
    "claimId" INTEGER,
    "changeId" INTEGER,
    "attitude" TEXT NOT NULL,
    "nameId" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "paragraph" INTEGER,
    "hash" TEXT,
    "note" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Stance_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Stance_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Stance_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "Change" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Stance_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Scenario" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "simulator" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "textHash" TEXT NOT NULL,
    CONSTRAINT "Scenario_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Policy" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "policy" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "inForce" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Policy_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    CONSTRAINT "Person_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Address" (
    "address" TEXT NOT NULL PRIMARY KEY,
    "personId" INTEGER NOT NULL,
    CONSTRAINT "Address_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Counterexample" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "claimId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "policyId" INTEGER NOT NULL,
    "property" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    CONSTRAINT "Counterexample_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Counterexample_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Counterexample_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Counterexample_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("recordId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "authorId" INTEGER,
    "date" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "commit" TEXT,
    "release" TEXT,
    "nameId" INTEGER,
    CONSTRAINT "Change_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Change_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person" ("recordId") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Change_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Term" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT "Term_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Page" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "section" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Page_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Annotation" (
    "recordId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "nameId" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "lineText" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "claimId" INTEGER,
    CONSTRAINT "Annotation_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Annotation_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Annotation_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("recordId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "scenarioId" INTEGER NOT NULL,
    "policyId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "textHash" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "bound" TEXT,
    "states" INTEGER NOT NULL,
    "transitions" INTEGER NOT NULL,
    "schedules" TEXT,
    "outcomes" TEXT NOT NULL,
    "stuck" TEXT,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Run_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Run_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Verdict" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "runId" INTEGER NOT NULL,
    "property" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "vacuous" BOOLEAN NOT NULL,
    "schedule" TEXT,
    "trace" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Verdict_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Observation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "scenarioId" INTEGER NOT NULL,
    "kernel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    CONSTRAINT "Observation_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario" ("recordId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MessageName" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" TEXT NOT NULL,
    "threadId" INTEGER,
    CONSTRAINT "MessageName_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subject" TEXT NOT NULL,
    "first" DATETIME NOT NULL,
    "last" DATETIME NOT NULL,
    "messages" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Message" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "nameId" INTEGER NOT NULL,
    "form" INTEGER NOT NULL DEFAULT 0,
    "threadId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "subject" TEXT NOT NULL,
    "fromName" TEXT NOT NULL,
    "fromAddress" TEXT NOT NULL,
    "date" DATETIME NOT NULL,
    "dateAsWritten" TEXT NOT NULL,
    "fidelity" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "textHash" TEXT NOT NULL,
    "flags" TEXT NOT NULL,
    CONSTRAINT "Message_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Message_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "MessageName" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MessageReference" (
    "messageId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "nameId" INTEGER NOT NULL,
    "header" TEXT NOT NULL,

    PRIMARY KEY ("messageId", "position"),
    CONSTRAINT "MessageReference_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MessageReference_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Raw" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "messageId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "dictionaryId" INTEGER,
    "size" INTEGER NOT NULL,
    CONSTRAINT "Raw_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Raw_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Dictionary" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bytes" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "MailList" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "MessageList" (
    "messageId" INTEGER NOT NULL,
    "listId" INTEGER NOT NULL,

    PRIMARY KEY ("messageId", "listId"),
    CONSTRAINT "MessageList_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MessageList_listId_fkey" FOREIGN KEY ("listId") REFERENCES "MailList" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Series" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "total" INTEGER,
    "author" TEXT NOT NULL,
    "date" DATETIME NOT NULL,
    "isRfc" BOOLEAN NOT NULL,
    "isResend" BOOLEAN NOT NULL,
    CONSTRAINT "Series_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Patch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "messageId" INTEGER NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "part" INTEGER,
    "total" INTEGER,
    "isCover" BOOLEAN NOT NULL,
    "problem" TEXT,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    CONSTRAINT "Patch_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Patch_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Trailer" (
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("patchId", "position"),
    CONSTRAINT "Trailer_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "File" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "oldPath" TEXT NOT NULL,
    "newPath" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    CONSTRAINT "File_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Hunk" (
    "fileId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "oldStart" INTEGER NOT NULL,
    "oldLines" INTEGER NOT NULL,
    "newStart" INTEGER NOT NULL,
    "newLines" INTEGER NOT NULL,
    "heading" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    PRIMARY KEY ("fileId", "position"),
    CONSTRAINT "Hunk_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Import" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME,
    "offset" BIGINT NOT NULL,
    "messages" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Record_kind_title_idx" ON "Record"("kind", "title");

-- CreateIndex
CREATE UNIQUE INDEX "Record_kind_slug_key" ON "Record"("kind", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_recordId_version_key" ON "Revision"("recordId", "version");

-- CreateIndex
CREATE INDEX "Claim_topic_position_idx" ON "Claim"("topic", "position");

-- CreateIndex
CREATE INDEX "ClaimScenario_scenarioId_idx" ON "ClaimScenario"("scenarioId");

-- CreateIndex
CREATE INDEX "ClaimChange_changeId_idx" ON "ClaimChange"("changeId");

-- CreateIndex
CREATE INDEX "Relation_toId_idx" ON "Relation"("toId");

-- CreateIndex
CREATE INDEX "Relation_nameId_idx" ON "Relation"("nameId");

-- CreateIndex
CREATE INDEX "Relation_personId_idx" ON "Relation"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Relation_fromId_toId_kind_key" ON "Relation"("fromId", "toId", "kind");

-- CreateIndex
CREATE INDEX "Stance_claimId_idx" ON "Stance"("claimId");

-- CreateIndex
CREATE INDEX "Stance_changeId_idx" ON "Stance"("changeId");

-- CreateIndex
CREATE INDEX "Stance_personId_idx" ON "Stance"("personId");

-- CreateIndex
CREATE INDEX "Stance_nameId_idx" ON "Stance"("nameId");

-- CreateIndex
CREATE UNIQUE INDEX "Policy_policy_key" ON "Policy"("policy");

-- CreateIndex
CREATE INDEX "Policy_family_position_idx" ON "Policy"("family", "position");

-- CreateIndex
CREATE INDEX "Address_personId_idx" ON "Address"("personId");

-- CreateIndex
CREATE INDEX "Counterexample_claimId_idx" ON "Counterexample"("claimId");

-- CreateIndex
CREATE INDEX "Counterexample_scenarioId_idx" ON "Counterexample"("scenarioId");

-- CreateIndex
CREATE INDEX "Counterexample_policyId_idx" ON "Counterexample"("policyId");

-- CreateIndex
CREATE INDEX "Change_date_idx" ON "Change"("date");

-- CreateIndex
CREATE INDEX "Change_nameId_idx" ON "Change"("nameId");

-- CreateIndex
CREATE INDEX "Change_authorId_idx" ON "Change"("authorId");

-- CreateIndex
CREATE INDEX "Page_section_position_idx" ON "Page"("section", "position");

-- CreateIndex
CREATE INDEX "Annotation_nameId_path_line_idx" ON "Annotation"("nameId", "path", "line");

-- CreateIndex
CREATE INDEX "Annotation_claimId_idx" ON "Annotation"("claimId");

-- CreateIndex
CREATE INDEX "Run_policyId_idx" ON "Run"("policyId");

-- CreateIndex
CREATE UNIQUE INDEX "Run_scenarioId_policyId_kind_key" ON "Run"("scenarioId", "policyId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Verdict_runId_property_key" ON "Verdict"("runId", "property");

-- CreateIndex
CREATE UNIQUE INDEX "Observation_scenarioId_kernel_kind_key" ON "Observation"("scenarioId", "kernel", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "MessageName_text_key" ON "MessageName"("text");

-- CreateIndex
CREATE INDEX "MessageName_threadId_idx" ON "MessageName"("threadId");

-- CreateIndex
CREATE INDEX "Thread_last_idx" ON "Thread"("last");

-- CreateIndex
CREATE INDEX "Message_threadId_date_idx" ON "Message"("threadId", "date");

-- CreateIndex
CREATE INDEX "Message_parentId_idx" ON "Message"("parentId");

-- CreateIndex
CREATE INDEX "Message_date_idx" ON "Message"("date");

-- CreateIndex
CREATE INDEX "Message_fromAddress_idx" ON "Message"("fromAddress");

-- CreateIndex
CREATE UNIQUE INDEX "Message_nameId_form_key" ON "Message"("nameId", "form");

-- CreateIndex
CREATE INDEX "MessageReference_nameId_idx" ON "MessageReference"("nameId");

-- CreateIndex
CREATE UNIQUE INDEX "Raw_hash_key" ON "Raw"("hash");

-- CreateIndex
CREATE INDEX "Raw_messageId_idx" ON "Raw"("messageId");

-- CreateIndex
CREATE INDEX "Raw_dictionaryId_idx" ON "Raw"("dictionaryId");

-- CreateIndex
CREATE UNIQUE INDEX "MailList_name_key" ON "MailList"("name");

-- CreateIndex
CREATE INDEX "MessageList_listId_idx" ON "MessageList"("listId");

-- CreateIndex
CREATE INDEX "Series_threadId_idx" ON "Series"("threadId");

-- CreateIndex
CREATE INDEX "Series_date_idx" ON "Series"("date");

-- CreateIndex
CREATE UNIQUE INDEX "Patch_messageId_key" ON "Patch"("messageId");

-- CreateIndex
CREATE INDEX "Patch_seriesId_part_idx" ON "Patch"("seriesId", "part");

-- CreateIndex
CREATE INDEX "Trailer_key_idx" ON "Trailer"("key");

-- CreateIndex
CREATE INDEX "File_newPath_idx" ON "File"("newPath");

-- CreateIndex
CREATE UNIQUE INDEX "File_patchId_position_key" ON "File"("patchId", "position");

-- CreateIndex
CREATE INDEX "Import_source_idx" ON "Import"("source");
