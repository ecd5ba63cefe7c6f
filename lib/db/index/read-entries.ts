import { readPatchRow } from '#lib/db/archive-bulk/patch-row';
import type { IndexEntry } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { readShown } from '#lib/db/read-shown';
import { cutColumns } from '#lib/search/cut-columns';

/** Messages of the archive as they are indexed; those that it does not hold, or holds no mail of, are missing. */
export async function readEntries(moot: Moot, ids: readonly number[]): Promise<IndexEntry[]> {
  const [rows, shown] = await Promise.all([
    moot.prisma.message.findMany({
      where: { id: { in: [...ids] } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        date: true,
        name: { select: { text: true } },
        lists: { select: { list: { select: { name: true } } } },
      },
    }),
    readShown(moot, ids),
  ]);
  return rows.flatMap(({ id, date, name, lists }) => {
    const message = shown.get(id);
    if (message === undefined) return [];
    const patchId = readPatchRow(message)?.patchId;
    const names = lists.map(({ list }) => list.name);
    const texts = cutColumns({ message, messageId: name.text, lists: names, patchId });
    return [{ id, dateMs: date.getTime(), texts }];
  });
}
