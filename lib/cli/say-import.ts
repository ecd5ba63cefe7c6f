import type { ImportProblem, ImportSummary } from '#lib/db/archive-import';

/** What an import did, in a sentence. */
export function sayImport(summary: ImportSummary): string {
  const { mails, added, known, unread, copies, others, removed, patches, circles } = summary;
  if (mails === 0 && removed === 0) return 'Nothing new.';
  const parts = [`${mails} mails read, ${added} added (${patches} of them patches)`];
  if (known > 0) parts.push(`${known} held already`);
  if (removed > 0) parts.push(`${removed} taken away, as they were there`);
  if (unread > 0) parts.push(`${unread} could not be read and are not held`);
  if (copies > 0) parts.push(`${copies} copies of mails held, their raw forms kept`);
  if (others > 0) parts.push(`${others} other mails under a Message-ID already held, kept and flagged`);
  if (circles.length > 0) parts.push(`${circles.length} circles of replies cut`);
  return `${parts.join('; ')}.`;
}

/** Something wrong with what is read, with its place. */
export function sayProblem({ file, offset, severity, message }: ImportProblem): string {
  const place = offset === undefined ? file : `${file}: byte ${offset}`;
  return `${place}: ${severity === 'note' ? 'note: ' : ''}${message}`;
}
