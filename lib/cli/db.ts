import { resolve } from 'node:path';
import { Command } from 'commander';
import { explainDatabaseError } from '#lib/cli/database-error';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { backUp } from '#lib/db/copy/backup';
import { CopyError, type Moved, moveTo } from '#lib/db/copy/move';
import { restore } from '#lib/db/copy/restore';
import { readDatabaseAddress, sayDatabase } from '#lib/db/database-address';
import { findPaths, type Moot, type Paths } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { findDamage } from '#lib/db/verify/verify';

/** `moot db`: the whole database, copied, moved and looked through. */
export const dbCommand = new Command('db').description(
  'Copies, moves and checks the whole database, on SQLite or PostgreSQL; also while it is served.',
);

dbCommand
  .command('backup')
  .description('Writes all records and mail into one new file; it can be restored on either engine.')
  .argument('<file>', 'file to write')
  .action((file: string) =>
    withMoot('back up', async (moot) => {
      const watch = watchRows();
      await backUp(moot, resolve(file), watch.onCopied);
      watch.progress.clear();
      process.stdout.write(`${sayDatabase(moot.address)} is backed up in ${file}.\n`);
    }),
  );

dbCommand
  .command('restore')
  .description('Puts a backup in the place of an empty database, all of it or nothing.')
  .argument('<file>', 'file that backup wrote')
  .option('--replace', 'also where the database is not empty: what is in it goes')
  .action((file: string, flags: { readonly replace?: boolean }) =>
    withMoot('restore into', async (moot) => {
      const watch = watchRows();
      await restore(moot, resolve(file), { replaces: flags.replace === true, onCopied: watch.onCopied });
      watch.progress.clear();
      process.stdout.write(
        `${file} is restored into ${sayDatabase(moot.address)}; the full text is made at the next search. Start again what serves it.\n`,
      );
    }),
  );

dbCommand
  .command('move')
  .description('Copies everything into an empty database on the other engine (or the same) and compares the two.')
  .argument('<to>', 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or a folder for SQLite')
  .option('--json', 'print what was copied, table by table, as JSON')
  .action((to: string, flags: { readonly json?: boolean }) =>
    withMoot('move', async (from) => {
      const target = await openTarget(to);
      const watch = watchRows();
      try {
        const onStep = (step: string) => {
          watch.progress.clear();
          process.stderr.write(`${step}\n`);
        };
        const moved = await moveTo(from, target, { onStep, onCopied: watch.onCopied });
        watch.progress.clear();
        process.stdout.write(flags.json === true ? `${JSON.stringify(moved)}\n` : sayMoved(moved, target));
      } finally {
        await target.prisma.$disconnect();
      }
    }),
  );

dbCommand
  .command('verify')
  .description(
    'Looks for damage: pages, references, bytes of every mail, threads, revisions, full text. Exit code 1 with any.',
  )
  .option('--json', 'print what was found as JSON lines')
  .action((flags: { readonly json?: boolean }) =>
    withMoot('verify', async (moot) => {
      let found = 0;
      for await (const damage of findDamage(moot, (what) => process.stderr.write(`checking ${what}\n`))) {
        found++;
        process.stdout.write(
          flags.json === true ? `${JSON.stringify(damage)}\n` : `${damage.place}: ${damage.message}\n`,
        );
      }
      if (flags.json !== true) process.stdout.write(found === 0 ? 'Nothing is damaged.\n' : `${found} found.\n`);
      process.exitCode = found === 0 ? 0 : 1;
    }),
  );

async function withMoot(doing: string, work: (moot: Moot) => Promise<void>): Promise<void> {
  let moot: Moot | undefined;
  try {
    moot = await openMoot();
    await work(moot);
  } catch (error) {
    if (error instanceof CopyError) throw new PlainError(error.message);
    throw explainDatabaseError(error, doing, moot === undefined ? findPaths().folder : sayDatabase(moot.address));
  } finally {
    await moot?.prisma.$disconnect();
  }
}

/** The database that `to` names: an address, or a folder that gets one. */
async function openTarget(to: string): Promise<Moot> {
  if (!/^\w+:\/\//.test(to)) {
    const folder = resolve(to);
    const paths: Paths = { folder, database: resolve(folder, 'moot.db'), search: resolve(folder, 'search.db') };
    return openMoot(paths, { engine: 'sqlite', path: paths.database });
  }
  return openMoot(findPaths(), readDatabaseAddress(to, ''));
}

function watchRows() {
  const progress = new Progress(undefined);
  return { progress, onCopied: (table: string, rows: number) => progress.show(rows, `rows, ${table}`) };
}

function sayMoved({ tables, indexed }: Moved, target: Moot): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const messages = tables.find(({ table }) => table === 'Message')?.rows ?? 0;
  return `${rows} rows of ${tables.length} tables copied to ${sayDatabase(target.address)} and found equal; ${messages} messages, ${indexed} indexed.\n`;
}
