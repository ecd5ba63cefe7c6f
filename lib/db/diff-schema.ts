import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { askSchemaEngine } from '#lib/db/engine';

/** What neither a diff nor a migration leaves out: nothing. */
export const notFiltered = { externalTables: [], externalEnums: [] };

/** What a diff says that has nothing to do. */
export const emptyDiff = '-- This is an empty migration.';

/** SQL that would turn the database behind `factory` into what `schema` (path and text) describes, or {@link emptyDiff}. */
export async function diffSchema(
  factory: SqlMigrationAwareDriverAdapterFactory,
  root: string,
  schema: readonly [path: string, text: string],
): Promise<string> {
  const files = [{ path: schema[0], content: schema[1] }];
  const { stdout } = await askSchemaEngine(factory, schema, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: root },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: notFiltered,
    }),
  );
  return (stdout ?? '').trim();
}
