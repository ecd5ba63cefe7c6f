import type { Statements } from '#lib/db/archive-bulk/statements';

/** A Message-ID's row. */
export interface NameRow {
  readonly id: number;
  readonly threadId: number;
}

/**
 * Puts the ids a mail names, and its own, into one thread: the closure over References and In-Reply-To, kept up to date
 * with each mail. Threads that turn out to be one keep the lowest number: it is then among those `touched`, and among those
 * `patched`, whose series are grouped anew. Returns the ids' rows in the order given.
 */
export function joinThread(
  sql: Statements,
  ids: readonly string[],
  touched: Set<number>,
  patched: Set<number>,
): NameRow[] {
  const found = ids.map((text) => ({ text, row: sql.name.get(text) }));
  const threads = new Set<number>();
  for (const { row } of found) if (row !== undefined && row.threadId !== null) threads.add(row.threadId);
  const [first, ...others] = [...threads].sort((a, b) => a - b);
  const threadId = first ?? Number(sql.insertThread.run().lastInsertRowid);
  for (const other of others) {
    sql.moveNames.run(threadId, other);
    sql.moveMessages.run(threadId, other);
    sql.moveSeries.run(threadId, other);
    sql.deleteThread.run(other);
    touched.delete(other);
    patched.delete(other);
    patched.add(threadId);
  }
  touched.add(threadId);
  return found.map(({ text, row }) => {
    if (row === undefined) return { id: Number(sql.insertName.run(text, threadId).lastInsertRowid), threadId };
    if (row.threadId === null) sql.setNameThread.run(threadId, row.id);
    return { id: row.id, threadId };
  });
}
