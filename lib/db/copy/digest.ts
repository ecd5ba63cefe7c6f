import { createHash } from 'node:crypto';
import type { Row } from '#lib/db/bulk/tables';
import { readTable } from '#lib/db/copy/read-table';
import type { Snapshot } from '#lib/db/copy/snapshot';
import type { Model } from '#lib/db/models';

/** What a table holds: two tables with equal digests have the same rows, on whatever engine. */
export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over all cells of all rows, in the order of the key. */
  readonly sha256: string;
}

/** Takes rows in the order of the key, and says in the end what they are. */
export function digestRows({ name: table, columns }: Model) {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(some: readonly Row[]): void {
      rows += some.length;
      for (const row of some) {
        for (const { name } of columns) {
          const value = row[name] ?? null;
          // A kind and a length before each: no two rows run together into the same bytes.
          if (value === null) hash.update('n;');
          else if (typeof value === 'number') hash.update(`d${value};`);
          else if (typeof value === 'string') hash.update(`s${Buffer.byteLength(value)};`).update(value);
          else hash.update(`b${value.length};`).update(value);
        }
      }
    },
    end(): TableDigest {
      return { table, rows, sha256: hash.digest('hex') };
    },
  };
}

/** What every table of a database holds. */
export async function digestAll(
  snapshot: Snapshot,
  models: readonly Model[],
  onTable?: (table: string) => void,
): Promise<readonly TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const model of models) {
    onTable?.(model.name);
    const digest = digestRows(model);
    for await (const rows of readTable(snapshot, model)) digest.add(rows);
    digests.push(digest.end());
  }
  return digests;
}

/** The tables that differ, with both digests. */
export function findDifferences(
  one: readonly TableDigest[],
  other: readonly TableDigest[],
): readonly { readonly one: TableDigest; readonly other: TableDigest | undefined }[] {
  const byTable = new Map(other.map((digest) => [digest.table, digest]));
  return one.flatMap((digest) => {
    const found = byTable.get(digest.table);
    return found?.sha256 === digest.sha256 ? [] : [{ one: digest, other: found }];
  });
}
