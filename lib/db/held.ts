import type { SourceField } from '#lib/argument/record/fields';
import type { PrismaClient } from '#lib/db/generated/client';
import type { SourceView } from '#lib/db/record-types';

/** Which of these Message-IDs are held, in one query; the others are ghosts or unknown. */
export async function findHeld(prisma: PrismaClient, messageIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (messageIds.length === 0) return new Set();
  const rows = await prisma.messageName.findMany({
    where: { text: { in: [...new Set(messageIds)] }, messages: { some: {} } },
    select: { text: true },
  });
  return new Set(rows.map(({ text }) => text));
}

/** A source as pages show it. */
export function viewSource(source: SourceField, held: ReadonlySet<string>): SourceView {
  const { message, commit, author, date, release, note } = source;
  return {
    messageId: message ?? null,
    held: message !== undefined && held.has(message),
    commit: commit ?? null,
    author: author ?? null,
    date: date ?? null,
    release: release ?? null,
    note: note ?? null,
  };
}

/** Message-IDs of some sources. */
export function idsOfSources(sources: readonly SourceField[]): readonly string[] {
  return sources.flatMap(({ message }) => (message === undefined ? [] : [message]));
}
