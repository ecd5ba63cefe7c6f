import type { Statements } from '#lib/db/archive-bulk/statements';
import { groupSeries, type SeriesMember } from '#lib/patch/series';
import { readSubject } from '#lib/patch/subject';

/**
 * Groups a thread's patches anew and stores the difference: a series that still has a patch of its own keeps its number.
 * Done once a batch for the threads that changed, because a patch may come before its cover letter.
 */
export function regroupSeries(sql: Statements, threadId: number): void {
  const patches = sql.patchesOf.all(threadId);
  if (patches.length === 0) return;
  const members = patches.map((patch): SeriesMember & { readonly row: typeof patch } => {
    const subject = readSubject(patch.subject);
    return {
      row: patch,
      id: patch.name,
      references: patches.length === 1 ? [] : sql.referencesOf.all(patch.messageId).map((row) => row.text),
      author: patch.author,
      dateMs: patch.date,
      title: subject.title,
      version: subject.version,
      part: subject.part,
      total: subject.total,
      isCover: patch.isCover === 1,
      isRfc: subject.isRfc,
      isResend: subject.isResend,
    };
  });
  const free = new Set(sql.seriesOf.all(threadId).map((row) => row.id));
  for (const group of groupSeries(members)) {
    const own = group.members.map((member) => member.row);
    const kept = own
      .map((patch) => patch.seriesId)
      .filter((id) => free.has(id))
      .sort((a, b) => a - b)[0];
    const { title, author, dateMs } = group;
    const [version, total] = [Math.floor(group.version), group.total ?? null];
    const [isRfc, isResend] = [Number(group.isRfc), Number(group.isResend)];
    let id = kept;
    if (id === undefined) {
      const row = sql.insertSeries.run(threadId, title, version, total, author, dateMs, isRfc, isResend);
      id = Number(row.lastInsertRowid);
    } else {
      free.delete(id);
      sql.setSeries.run(title, version, total, author, dateMs, isRfc, isResend, id);
    }
    for (const patch of own) if (patch.seriesId !== id) sql.setPatchSeries.run(id, patch.id);
  }
  for (const id of free) sql.deleteSeries.run(id);
}
