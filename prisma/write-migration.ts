import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDiff } from '#lib/db/diff-schema';
import { diffDatabase, migrate } from '#lib/db/migrate';
import { prismaFolder, readMigrations, schemaFile } from '#lib/db/migrations';
import { nameMigration } from '#lib/db/name-migration';
import { collate } from '#lib/db/postgres/collate';
import { deriveSchema } from '#lib/db/postgres/derive-schema';
import { diffPostgres, migratePostgres } from '#lib/db/postgres/migrate';
import { startPglite } from './pglite';

/*
 * `npm run migration -- NAME`: what prisma/schema.prisma has and the histories lack, written as the next migration of
 * both. A history that lacks nothing gets none; one that was left behind catches up under the other's name.
 */

const root = process.cwd();

async function diffSqlite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-migration-'));
  try {
    const path = join(folder, 'moot.db');
    await migrate(path, root);
    return await diffDatabase(path, root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function diffPglite(): Promise<string> {
  const { url, stop } = await startPglite();
  try {
    await migratePostgres(url, root);
    return collate(await diffPostgres(url, root));
  } finally {
    await stop();
  }
}

const [, schema] = schemaFile(root);
writeFileSync(join(root, prismaFolder.postgresql, 'schema.prisma'), deriveSchema(schema));
const list = (engine: keyof typeof prismaFolder) =>
  readMigrations(root, engine).migrationDirectories.map(({ path }) => path);
const texts = { sqlite: await diffSqlite(), postgresql: await diffPglite() };
const wanted = (['sqlite', 'postgresql'] as const).filter((engine) => texts[engine] !== emptyDiff);
const name =
  wanted.length === 0 ? '' : nameMigration(list('sqlite'), list('postgresql'), wanted, process.argv[2], new Date());
for (const engine of wanted) {
  const folder = join(root, prismaFolder[engine], 'migrations', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), `${texts[engine]}\n`);
  console.log(`${folder}/migration.sql: read it before it is committed.`);
}
if (wanted.length === 0) console.log('Both histories make what prisma/schema.prisma describes.');
