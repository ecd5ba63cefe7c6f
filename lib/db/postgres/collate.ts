/**
 * Gives every text column of a migration the order of bytes, which is SQLite's, whatever the server's language is: the same
 * list stands in the same order on both engines. Prisma writes no collation, and does not look at one.
 */
export function collate(sql: string): string {
  return sql.replace(/("[^"]+"\s+(?:SET DATA TYPE\s+)?TEXT)\b(?!\s+COLLATE)/g, '$1 COLLATE "C"');
}
