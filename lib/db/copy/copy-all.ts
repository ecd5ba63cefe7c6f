import type { BulkTables } from '#lib/db/bulk/tables';
import { digestRows, type TableDigest } from '#lib/db/copy/digest';
import { readTable, toCells } from '#lib/db/copy/read-table';
import type { Snapshot } from '#lib/db/copy/snapshot';
import type { Model } from '#lib/db/models';

/** Told after some rows: of which table, and how many of all so far. */
export type OnCopied = (table: string, rows: number) => void;

/**
 * Writes every row of a database into another one whose tables are empty, numbers and all, and says what was written.
 * To be run inside `to.transact`: then all of it is there afterwards or nothing.
 */
export async function copyAll(
  from: Snapshot,
  to: BulkTables,
  models: readonly Model[],
  onCopied?: OnCopied,
): Promise<readonly TableDigest[]> {
  const digests: TableDigest[] = [];
  let copied = 0;
  for (const model of models) {
    const names = model.columns.map(({ name }) => name);
    const digest = digestRows(model);
    for await (const rows of readTable(from, model)) {
      digest.add(rows);
      await to.insert(
        model.name,
        names,
        rows.map((row) => toCells(model, row)),
      );
      copied += rows.length;
      onCopied?.(model.name, copied);
    }
    digests.push(digest.end());
  }
  return digests;
}
