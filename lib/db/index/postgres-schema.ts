import { columns } from '#lib/search/column';

/** Counted up whenever a table, or what stands in one, changes: an index of another format is made again. */
export const format = 1;

/**
 * The SQL that makes the index anew, in a schema of its own, which no migration looks at. `compression` is how long values
 * are packed: `lz4` where the server knows it.
 *
 * `terms` are the terms of all columns, each with its column's mark before it, without places: so every column can be asked
 * for apart (weights are only four), and no mail is too long for its places. What stands side by side is looked up in the
 * columns, which hold their terms in order, parted by spaces and enclosed by them. A mail with more terms than a tsvector
 * can hold (1 MB) stands in `long_mail`, which has no `terms`: it is asked by its columns alone.
 */
export function writeSchema(schema: string, compression: 'lz4' | 'pglz'): string {
  const texts = columns.map((column) => `"${column}" text COMPRESSION ${compression} NOT NULL`).join(',\n    ');
  return `DROP SCHEMA IF EXISTS ${schema} CASCADE;
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.state (name text PRIMARY KEY, value int8 NOT NULL);
  CREATE TABLE ${schema}.pending (id int8 PRIMARY KEY);
  CREATE TABLE ${schema}.mail (
    id int8 PRIMARY KEY, date int8 NOT NULL, terms tsvector COMPRESSION ${compression} NOT NULL,
    ${texts});
  CREATE TABLE ${schema}.long_mail (
    id int8 PRIMARY KEY, date int8 NOT NULL,
    ${texts});
  CREATE INDEX mail_date ON ${schema}.mail (date DESC, id DESC);
  CREATE INDEX mail_terms ON ${schema}.mail USING gin (terms);
  INSERT INTO ${schema}.state (name, value) VALUES ('format', ${format}), ('last', 0);`;
}
