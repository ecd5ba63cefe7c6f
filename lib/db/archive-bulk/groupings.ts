import type { BulkTables } from '#lib/db/bulk/tables';

/** What a person said of series, as far as it is in force. */
export interface GroupingRow {
  readonly how: string;
  readonly from: string;
  readonly part: number | null;
  readonly nameId: number;
  readonly withId: number | null;
}

/** What people said, by the number of each Message-ID that it is about. They are few, so all are read at once. */
export type Groupings = ReadonlyMap<number, readonly GroupingRow[]>;

export async function readGroupings(bulk: BulkTables): Promise<Groupings> {
  const rows = await bulk.query<GroupingRow>(
    `SELECT "how", "from", "part", "nameId", "withId" FROM "Grouping" WHERE NOT "isUndone" ORDER BY "recordId"`,
    [],
  );
  const groupings = new Map<number, GroupingRow[]>();
  for (const row of rows) {
    for (const name of new Set([row.nameId, ...(row.withId === null ? [] : [row.withId])])) {
      groupings.set(name, [...(groupings.get(name) ?? []), row]);
    }
  }
  return groupings;
}
