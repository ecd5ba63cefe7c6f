import { groupBy } from '#lib/db/archive-bulk/find-in';
import type { BulkTables } from '#lib/db/bulk/tables';

interface Held {
  readonly nameId: number;
  readonly parentId: number | null;
  readonly date: number;
  readonly form: number;
}

/**
 * Message-IDs, sorted, whose parents lead back to themselves, in the threads of these Message-IDs (by number): of each
 * circle the earliest message, then the smallest id, whose link a thread is shown without (lib/mail/thread.ts cuts the
 * same one).
 */
export async function findCircles(bulk: BulkTables, names: readonly number[]): Promise<string[]> {
  const threads = await bulk.findIn<{ threadId: number | null }>('MessageName', ['threadId'], 'id', names);
  const ids = new Set(threads.flatMap(({ threadId }) => threadId ?? []));
  const held = await bulk.findIn<Held>('Message', ['nameId', 'parentId', 'date', 'form'], 'threadId', [...ids]);
  const first = held.filter(({ form, parentId }) => form === 0 && parentId !== null);
  const rows = new Map(first.map((row) => [row.nameId, row]));
  const circles = findAll(rows);
  const texts = await bulk.findIn<{ id: number; text: string }>(
    'MessageName',
    ['id', 'text'],
    'id',
    circles.flat().map(({ nameId }) => nameId),
  );
  const textOf = groupBy(texts, ({ id }) => id);
  const nameOf = ({ nameId }: Held) => textOf.get(nameId)?.[0]?.text ?? '';
  return circles
    .flatMap((circle) => circle.sort((a, b) => a.date - b.date || (nameOf(a) < nameOf(b) ? -1 : 1))[0] ?? [])
    .map(nameOf)
    .sort();
}

function findAll(rows: ReadonlyMap<number, Held>): Held[][] {
  const done = new Set<number>();
  const found: Held[][] = [];
  for (const start of rows.keys()) {
    const walked: number[] = [];
    const path = new Set<number>();
    let at: number | null | undefined = start;
    while (typeof at === 'number' && !done.has(at) && !path.has(at)) {
      path.add(at);
      walked.push(at);
      at = rows.get(at)?.parentId;
    }
    if (typeof at === 'number' && path.has(at)) {
      found.push(walked.slice(walked.indexOf(at)).flatMap((id) => rows.get(id) ?? []));
    }
    for (const id of walked) done.add(id);
  }
  return found;
}
