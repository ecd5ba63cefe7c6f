import { readGroupings } from '#lib/db/archive-bulk/groupings';
import { regroupLineages } from '#lib/db/archive-bulk/regroup-lineages';
import { regroupThreads } from '#lib/db/archive-bulk/regroup-series';
import type { BulkTables } from '#lib/db/bulk/tables';

/**
 * Groups the patches of these threads anew, and finds the versions of their series. `placeholder` is the series that new
 * patches were put into: it goes.
 */
export async function regroup(
  bulk: BulkTables,
  threads: ReadonlySet<number>,
  placeholder: number | undefined,
): Promise<void> {
  if (threads.size > 0) {
    const groupings = await readGroupings(bulk);
    await regroupLineages(bulk, await regroupThreads(bulk, threads, groupings, placeholder), groupings);
  }
  if (placeholder !== undefined) await bulk.deleteIn('Series', 'id', [placeholder]);
}
