import type { PatchRow } from '#lib/db/archive-bulk/mail-row';
import type { Statements } from '#lib/db/archive-bulk/statements';

/**
 * The version of what reads patches out of mail: with every change of what is stored of a mail it counts up, and what an
 * older one wrote is read anew (`reread`).
 */
export const READER = 1;

/** Writes a message's patch with its trailers, mentions, files and hunks. Its series follows when the batch is in. */
export function writePatch(sql: Statements, messageId: number, row: PatchRow): void {
  const { patch, isProposal, facts } = row;
  const { subject, isCover, added, removed } = patch;
  const result = sql.insertPatch.run(
    messageId,
    subject.title,
    subject.version,
    (isProposal ? undefined : subject.part) ?? null,
    (isProposal ? undefined : subject.total) ?? null,
    Number(isCover),
    Number(isProposal),
    row.patchId ?? null,
    facts.changeId ?? null,
    facts.baseCommit ?? null,
    READER,
    patch.problem ?? null,
    added,
    removed,
  );
  const patchId = Number(result.lastInsertRowid);
  for (const [i, trailer] of patch.trailers.entries()) sql.insertTrailer.run(patchId, i, trailer.key, trailer.value);
  for (const [i, { id, isVersion }] of facts.mentions.entries()) {
    sql.insertMention.run(patchId, i, id, Number(isVersion));
  }
  for (const [i, file] of patch.files.entries()) {
    const saved = sql.insertFile.run(
      patchId,
      i,
      file.oldPath,
      file.newPath,
      file.status,
      file.added,
      file.removed,
      file.oldMode ?? null,
      file.newMode ?? null,
      file.oldBlob ?? null,
      file.newBlob ?? null,
      file.similarity ?? null,
    );
    const fileId = Number(saved.lastInsertRowid);
    for (const [j, hunk] of file.hunks.entries()) {
      const { oldStart, oldLines, newStart, newLines, heading, text } = hunk;
      sql.insertHunk.run(fileId, j, oldStart, oldLines, newStart, newLines, heading, text);
    }
  }
}
