-- CreateTable
CREATE TABLE "Record" (
    "id" SERIAL NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "slug" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "front" TEXT COLLATE "C" NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "loadedHash" TEXT COLLATE "C",
    "fileHash" TEXT COLLATE "C",
    "hash" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" SERIAL NOT NULL,
    "recordId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "author" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "before" TEXT COLLATE "C",
    "after" TEXT COLLATE "C" NOT NULL,
    "note" TEXT COLLATE "C",

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Claim" (
    "recordId" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "topic" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "hindsight" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "ClaimScenario" (
    "claimId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,

    CONSTRAINT "ClaimScenario_pkey" PRIMARY KEY ("claimId","scenarioId","property","kind")
);

-- CreateTable
CREATE TABLE "ClaimChange" (
    "claimId" INTEGER NOT NULL,
    "changeId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "ClaimChange_pkey" PRIMARY KEY ("claimId","changeId")
);

-- CreateTable
CREATE TABLE "Relation" (
    "id" SERIAL NOT NULL,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "personId" INTEGER,
    "nameId" INTEGER,
    "date" TEXT COLLATE "C" NOT NULL,
    "note" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stance" (
    "id" SERIAL NOT NULL,
    "personId" INTEGER NOT NULL,
    "claimId" INTEGER,
    "changeId" INTEGER,
    "attitude" TEXT COLLATE "C" NOT NULL,
    "nameId" INTEGER NOT NULL,
    "date" TEXT COLLATE "C" NOT NULL,
    "paragraph" INTEGER,
    "hash" TEXT COLLATE "C",
    "note" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Stance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Scenario" (
    "recordId" INTEGER NOT NULL,
    "simulator" TEXT COLLATE "C" NOT NULL,
    "question" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "textHash" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Scenario_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Policy" (
    "recordId" INTEGER NOT NULL,
    "policy" TEXT COLLATE "C" NOT NULL,
    "family" TEXT COLLATE "C" NOT NULL,
    "standing" TEXT COLLATE "C" NOT NULL,
    "inForce" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Person" (
    "recordId" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Address" (
    "address" TEXT COLLATE "C" NOT NULL,
    "personId" INTEGER NOT NULL,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "Counterexample" (
    "recordId" INTEGER NOT NULL,
    "claimId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "policyId" INTEGER NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "schedule" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',

    CONSTRAINT "Counterexample_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Change" (
    "recordId" INTEGER NOT NULL,
    "authorId" INTEGER,
    "date" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C",
    "release" TEXT COLLATE "C",
    "nameId" INTEGER,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Term" (
    "recordId" INTEGER NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Page" (
    "recordId" INTEGER NOT NULL,
    "section" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Page_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Annotation" (
    "recordId" INTEGER NOT NULL,
    "nameId" INTEGER NOT NULL,
    "target" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "side" TEXT COLLATE "C" NOT NULL,
    "line" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "words" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "author" TEXT COLLATE "C" NOT NULL,
    "parentId" INTEGER,
    "policy" TEXT COLLATE "C",
    "point" TEXT COLLATE "C",

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "AnnotationClaim" (
    "annotationId" INTEGER NOT NULL,
    "claimId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "AnnotationClaim_pkey" PRIMARY KEY ("annotationId","claimId")
);

-- CreateTable
CREATE TABLE "AnnotationScenario" (
    "annotationId" INTEGER NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,

    CONSTRAINT "AnnotationScenario_pkey" PRIMARY KEY ("annotationId","scenarioId","property","kind")
);

-- CreateTable
CREATE TABLE "Grouping" (
    "recordId" INTEGER NOT NULL,
    "how" TEXT COLLATE "C" NOT NULL,
    "nameId" INTEGER NOT NULL,
    "withId" INTEGER,
    "part" DOUBLE PRECISION,
    "from" TEXT COLLATE "C" NOT NULL,
    "isUndone" BOOLEAN NOT NULL,
    "isApplied" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Grouping_pkey" PRIMARY KEY ("recordId")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" SERIAL NOT NULL,
    "scenarioId" INTEGER NOT NULL,
    "policyId" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "kernel" TEXT COLLATE "C",
    "engine" TEXT COLLATE "C" NOT NULL,
    "textHash" TEXT COLLATE "C" NOT NULL,
    "verdict" TEXT COLLATE "C" NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "bound" TEXT COLLATE "C",
    "states" INTEGER NOT NULL,
    "transitions" INTEGER NOT NULL,
    "schedules" TEXT COLLATE "C",
    "outcomes" TEXT COLLATE "C" NOT NULL,
    "leastCopies" INTEGER,
    "mostCopies" INTEGER,
    "stuck" TEXT COLLATE "C",
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verdict" (
    "id" SERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "verdict" TEXT COLLATE "C" NOT NULL,
    "vacuous" BOOLEAN NOT NULL,
    "schedule" TEXT COLLATE "C",
    "trace" TEXT COLLATE "C" NOT NULL,
    "steps" INTEGER,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Answer" (
    "key" TEXT COLLATE "C" NOT NULL,
    "engine" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Answer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ObservedKernel" (
    "id" SERIAL NOT NULL,
    "release" TEXT COLLATE "C" NOT NULL,
    "uname" TEXT COLLATE "C" NOT NULL,
    "how" TEXT COLLATE "C" NOT NULL,
    "nearest" TEXT COLLATE "C",

    CONSTRAINT "ObservedKernel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Observation" (
    "id" SERIAL NOT NULL,
    "kernelId" INTEGER NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "form" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "pin" TEXT COLLATE "C" NOT NULL,
    "steps" TEXT COLLATE "C" NOT NULL,
    "outcome" TEXT COLLATE "C" NOT NULL,
    "date" TEXT COLLATE "C" NOT NULL,
    "scenarioId" INTEGER,
    "agreement" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C",
    "facts" TEXT COLLATE "C" NOT NULL,
    "ends" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C",
    "engine" TEXT COLLATE "C" NOT NULL,
    "programHash" TEXT COLLATE "C",
    "machine" TEXT COLLATE "C",

    CONSTRAINT "Observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageName" (
    "id" SERIAL NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "threadId" INTEGER,

    CONSTRAINT "MessageName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" SERIAL NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "first" TIMESTAMP(3) NOT NULL,
    "last" TIMESTAMP(3) NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" SERIAL NOT NULL,
    "nameId" INTEGER NOT NULL,
    "form" INTEGER NOT NULL DEFAULT 0,
    "threadId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "subject" TEXT COLLATE "C" NOT NULL,
    "fromName" TEXT COLLATE "C" NOT NULL,
    "fromAddress" TEXT COLLATE "C" NOT NULL,
    "date" TIMESTAMP(3) NOT NULL,
    "dateAsWritten" TEXT COLLATE "C" NOT NULL,
    "fidelity" TEXT COLLATE "C" NOT NULL,
    "size" INTEGER NOT NULL,
    "textHash" TEXT COLLATE "C" NOT NULL,
    "flags" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageReference" (
    "messageId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "nameId" INTEGER NOT NULL,
    "header" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "MessageReference_pkey" PRIMARY KEY ("messageId","position")
);

-- CreateTable
CREATE TABLE "Raw" (
    "id" SERIAL NOT NULL,
    "messageId" INTEGER NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "bytes" BYTEA NOT NULL,
    "dictionaryId" INTEGER,
    "size" INTEGER NOT NULL,

    CONSTRAINT "Raw_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dictionary" (
    "id" SERIAL NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "Dictionary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailList" (
    "id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "MailList_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageList" (
    "messageId" INTEGER NOT NULL,
    "listId" INTEGER NOT NULL,

    CONSTRAINT "MessageList_pkey" PRIMARY KEY ("messageId","listId")
);

-- CreateTable
CREATE TABLE "Series" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "version" DOUBLE PRECISION NOT NULL,
    "total" INTEGER,
    "author" TEXT COLLATE "C" NOT NULL,
    "date" TIMESTAMP(3) NOT NULL,
    "isRfc" BOOLEAN NOT NULL,
    "isResend" BOOLEAN NOT NULL,
    "changeId" TEXT COLLATE "C",
    "baseCommit" TEXT COLLATE "C",
    "lineageId" INTEGER,
    "linkedId" INTEGER,
    "linkReason" TEXT COLLATE "C",

    CONSTRAINT "Series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lineage" (
    "id" SERIAL NOT NULL,

    CONSTRAINT "Lineage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patch" (
    "id" SERIAL NOT NULL,
    "messageId" INTEGER NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "version" DOUBLE PRECISION NOT NULL,
    "part" DOUBLE PRECISION,
    "total" INTEGER,
    "isCover" BOOLEAN NOT NULL,
    "isProposal" BOOLEAN NOT NULL DEFAULT false,
    "patchId" TEXT COLLATE "C",
    "changeId" TEXT COLLATE "C",
    "baseCommit" TEXT COLLATE "C",
    "reader" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT COLLATE "C",
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,

    CONSTRAINT "Patch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatchMention" (
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "isVersion" BOOLEAN NOT NULL,

    CONSTRAINT "PatchMention_pkey" PRIMARY KEY ("patchId","position")
);

-- CreateTable
CREATE TABLE "Trailer" (
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Trailer_pkey" PRIMARY KEY ("patchId","position")
);

-- CreateTable
CREATE TABLE "ReplyTrailer" (
    "messageId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ReplyTrailer_pkey" PRIMARY KEY ("messageId","position")
);

-- CreateTable
CREATE TABLE "File" (
    "id" SERIAL NOT NULL,
    "patchId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "oldPath" TEXT COLLATE "C" NOT NULL,
    "newPath" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "oldMode" TEXT COLLATE "C",
    "newMode" TEXT COLLATE "C",
    "oldBlob" TEXT COLLATE "C",
    "newBlob" TEXT COLLATE "C",
    "similarity" INTEGER,

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hunk" (
    "fileId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "oldStart" INTEGER NOT NULL,
    "oldLines" INTEGER NOT NULL,
    "newStart" INTEGER NOT NULL,
    "newLines" INTEGER NOT NULL,
    "heading" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Hunk_pkey" PRIMARY KEY ("fileId","position")
);

-- CreateTable
CREATE TABLE "Repository" (
    "id" SERIAL NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "head" TEXT COLLATE "C",
    "readAt" TIMESTAMP(3),

    CONSTRAINT "Repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commit" (
    "id" SERIAL NOT NULL,
    "repositoryId" INTEGER NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "author" TEXT COLLATE "C" NOT NULL,
    "authorDate" TIMESTAMP(3) NOT NULL,
    "commitDate" TIMESTAMP(3) NOT NULL,
    "release" TEXT COLLATE "C",

    CONSTRAINT "Commit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommitPatch" (
    "commitId" INTEGER NOT NULL,
    "nameId" INTEGER NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "CommitPatch_pkey" PRIMARY KEY ("commitId","nameId")
);

-- CreateTable
CREATE TABLE "Highlight" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Highlight_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "MailSource" (
    "id" SERIAL NOT NULL,
    "address" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "list" TEXT COLLATE "C",
    "cursor" TEXT COLLATE "C",
    "checkedAt" TIMESTAMP(3),

    CONSTRAINT "MailSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" SERIAL NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),
    "mails" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "copies" INTEGER NOT NULL DEFAULT 0,
    "others" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "patches" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "first" TIMESTAMP(3),
    "last" TIMESTAMP(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportProblem" (
    "importId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "file" TEXT COLLATE "C" NOT NULL,
    "offset" BIGINT,
    "severity" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "message" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ImportProblem_pkey" PRIMARY KEY ("importId","position")
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
CREATE INDEX "Annotation_parentId_idx" ON "Annotation"("parentId");

-- CreateIndex
CREATE INDEX "Annotation_policy_point_idx" ON "Annotation"("policy", "point");

-- CreateIndex
CREATE INDEX "AnnotationClaim_claimId_idx" ON "AnnotationClaim"("claimId");

-- CreateIndex
CREATE INDEX "AnnotationScenario_scenarioId_idx" ON "AnnotationScenario"("scenarioId");

-- CreateIndex
CREATE INDEX "Grouping_nameId_idx" ON "Grouping"("nameId");

-- CreateIndex
CREATE INDEX "Grouping_withId_idx" ON "Grouping"("withId");

-- CreateIndex
CREATE INDEX "Grouping_isApplied_idx" ON "Grouping"("isApplied");

-- CreateIndex
CREATE INDEX "Run_policyId_idx" ON "Run"("policyId");

-- CreateIndex
CREATE UNIQUE INDEX "Run_scenarioId_policyId_kind_key" ON "Run"("scenarioId", "policyId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Verdict_runId_property_key" ON "Verdict"("runId", "property");

-- CreateIndex
CREATE INDEX "Answer_engine_idx" ON "Answer"("engine");

-- CreateIndex
CREATE UNIQUE INDEX "ObservedKernel_release_uname_key" ON "ObservedKernel"("release", "uname");

-- CreateIndex
CREATE INDEX "Observation_kernelId_idx" ON "Observation"("kernelId");

-- CreateIndex
CREATE INDEX "Observation_scenarioId_idx" ON "Observation"("scenarioId");

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
CREATE INDEX "Series_lineageId_idx" ON "Series"("lineageId");

-- CreateIndex
CREATE INDEX "Series_changeId_idx" ON "Series"("changeId");

-- CreateIndex
CREATE INDEX "Series_author_title_idx" ON "Series"("author", "title");

-- CreateIndex
CREATE UNIQUE INDEX "Patch_messageId_key" ON "Patch"("messageId");

-- CreateIndex
CREATE INDEX "Patch_seriesId_part_idx" ON "Patch"("seriesId", "part");

-- CreateIndex
CREATE INDEX "Patch_title_idx" ON "Patch"("title");

-- CreateIndex
CREATE INDEX "Patch_patchId_idx" ON "Patch"("patchId");

-- CreateIndex
CREATE INDEX "Patch_reader_idx" ON "Patch"("reader");

-- CreateIndex
CREATE INDEX "PatchMention_text_idx" ON "PatchMention"("text");

-- CreateIndex
CREATE INDEX "Trailer_key_idx" ON "Trailer"("key");

-- CreateIndex
CREATE INDEX "File_newPath_idx" ON "File"("newPath");

-- CreateIndex
CREATE UNIQUE INDEX "File_patchId_position_key" ON "File"("patchId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_path_key" ON "Repository"("path");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_repositoryId_hash_key" ON "Commit"("repositoryId", "hash");

-- CreateIndex
CREATE INDEX "CommitPatch_nameId_idx" ON "CommitPatch"("nameId");

-- CreateIndex
CREATE UNIQUE INDEX "MailSource_address_key" ON "MailSource"("address");

-- CreateIndex
CREATE INDEX "Import_sourceId_idx" ON "Import"("sourceId");

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimScenario" ADD CONSTRAINT "ClaimScenario_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimScenario" ADD CONSTRAINT "ClaimScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimChange" ADD CONSTRAINT "ClaimChange_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimChange" ADD CONSTRAINT "ClaimChange_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "Change"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Claim"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Claim"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("recordId") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "Change"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Scenario" ADD CONSTRAINT "Scenario_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterexample" ADD CONSTRAINT "Counterexample_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterexample" ADD CONSTRAINT "Counterexample_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterexample" ADD CONSTRAINT "Counterexample_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterexample" ADD CONSTRAINT "Counterexample_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("recordId") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Term" ADD CONSTRAINT "Term_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Page" ADD CONSTRAINT "Page_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Annotation"("recordId") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnotationClaim" ADD CONSTRAINT "AnnotationClaim_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnotationClaim" ADD CONSTRAINT "AnnotationClaim_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnotationScenario" ADD CONSTRAINT "AnnotationScenario_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnotationScenario" ADD CONSTRAINT "AnnotationScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("recordId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grouping" ADD CONSTRAINT "Grouping_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "Record"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grouping" ADD CONSTRAINT "Grouping_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grouping" ADD CONSTRAINT "Grouping_withId_fkey" FOREIGN KEY ("withId") REFERENCES "MessageName"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verdict" ADD CONSTRAINT "Verdict_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Observation" ADD CONSTRAINT "Observation_kernelId_fkey" FOREIGN KEY ("kernelId") REFERENCES "ObservedKernel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Observation" ADD CONSTRAINT "Observation_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("recordId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageName" ADD CONSTRAINT "MessageName_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "MessageName"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageReference" ADD CONSTRAINT "MessageReference_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageReference" ADD CONSTRAINT "MessageReference_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Raw" ADD CONSTRAINT "Raw_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Raw" ADD CONSTRAINT "Raw_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageList" ADD CONSTRAINT "MessageList_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageList" ADD CONSTRAINT "MessageList_listId_fkey" FOREIGN KEY ("listId") REFERENCES "MailList"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_lineageId_fkey" FOREIGN KEY ("lineageId") REFERENCES "Lineage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patch" ADD CONSTRAINT "Patch_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patch" ADD CONSTRAINT "Patch_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatchMention" ADD CONSTRAINT "PatchMention_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Trailer" ADD CONSTRAINT "Trailer_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplyTrailer" ADD CONSTRAINT "ReplyTrailer_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_patchId_fkey" FOREIGN KEY ("patchId") REFERENCES "Patch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hunk" ADD CONSTRAINT "Hunk_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commit" ADD CONSTRAINT "Commit_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommitPatch" ADD CONSTRAINT "CommitPatch_commitId_fkey" FOREIGN KEY ("commitId") REFERENCES "Commit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommitPatch" ADD CONSTRAINT "CommitPatch_nameId_fkey" FOREIGN KEY ("nameId") REFERENCES "MessageName"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "MailSource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportProblem" ADD CONSTRAINT "ImportProblem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;
