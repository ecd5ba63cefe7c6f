import type { Statements } from '#lib/db/archive-bulk/statements';
import type { Patch } from '#lib/patch/patch';

/** Writes a message's patch with its trailers, files and hunks. Its series follows when the batch is in. */
export function writePatch(sql: Statements, messageId: number, patch: Patch): void {
  const { subject, isCover, added, removed } = patch;
  // The schema's parts and versions are whole: `1.5/2` is stored as 1 and read from the subject where it is shown.
  const part = subject.part === undefined ? null : Math.floor(subject.part);
  const result = sql.insertPatch.run(
    messageId,
    subject.title,
    Math.floor(subject.version),
    part,
    subject.total ?? null,
    Number(isCover),
    patch.problem ?? null,
    added,
    removed,
  );
  const patchId = Number(result.lastInsertRowid);
  for (const [i, trailer] of patch.trailers.entries()) sql.insertTrailer.run(patchId, i, trailer.key, trailer.value);
  for (const [i, file] of patch.files.entries()) {
    const row = sql.insertFile.run(patchId, i, file.oldPath, file.newPath, file.status, file.added, file.removed);
    const fileId = Number(row.lastInsertRowid);
    for (const [j, hunk] of file.hunks.entries()) {
      const { oldStart, oldLines, newStart, newLines, heading, text } = hunk;
      sql.insertHunk.run(fileId, j, oldStart, oldLines, newStart, newLines, heading, text);
    }
  }
}
