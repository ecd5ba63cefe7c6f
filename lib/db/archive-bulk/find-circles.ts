import type { Statements } from '#lib/db/archive-bulk/statements';

/**
 * Message-IDs, sorted, whose parents lead back to themselves: of each circle the earliest message, then the smallest id,
 * whose link a thread is shown without (lib/mail/thread.ts cuts the same one).
 */
export function findCircles(sql: Statements): string[] {
  const rows = new Map(sql.parents.all().map((row) => [row.id, row]));
  const done = new Set<number>();
  const found: string[] = [];
  for (const start of rows.keys()) {
    const walked: number[] = [];
    const path = new Set<number>();
    let at: number | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.add(at);
      walked.push(at);
      at = rows.get(at)?.parentId;
    }
    if (at !== undefined && path.has(at)) {
      const circle = walked.slice(walked.indexOf(at)).flatMap((id) => rows.get(id) ?? []);
      const first = circle.sort((a, b) => a.date - b.date || (a.text < b.text ? -1 : 1))[0];
      if (first !== undefined) found.push(first.text);
    }
    for (const id of walked) done.add(id);
  }
  return found.sort();
}
