import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';

type ColumnType = SqlResultSet['columnTypes'][number];
type Parse = (text: string) => unknown;

const asText: readonly [ColumnType, Parse] = [ColumnTypeEnum.Text, (text) => text];
const asInt: readonly [ColumnType, Parse] = [ColumnTypeEnum.Int32, Number];

/** Types of the columns of PostgreSQL's own tables, by number, and how a value comes out of its text. */
const types: ReadonlyMap<number, readonly [ColumnType, Parse]> = new Map([
  [16, [ColumnTypeEnum.Boolean, (text) => text === 't']],
  // `"char"`: one byte.
  [18, [ColumnTypeEnum.Character, (text) => text]],
  [20, [ColumnTypeEnum.Int64, (text) => text]],
  [21, asInt],
  [23, asInt],
  [26, [ColumnTypeEnum.Int64, (text) => text]],
]);

/**
 * Asks PostgreSQL's own tables on behalf of Prisma's schema engine. The driver adapter does not know the type of some of
 * their columns, and refuses them; nothing else of it is at fault.
 */
export async function queryCatalog(pool: Pool, { sql, args }: SqlQuery): Promise<SqlResultSet> {
  const { fields, rows } = await pool.query<unknown[]>({
    text: sql,
    values: [...args],
    rowMode: 'array',
    types: { getTypeParser: (type: number) => (types.get(type) ?? asText)[1] },
  });
  return {
    columnNames: fields.map(({ name }) => name),
    columnTypes: fields.map(({ dataTypeID }) => (types.get(dataTypeID) ?? asText)[0]),
    rows,
  };
}
