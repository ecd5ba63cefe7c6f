import { Command, InvalidArgumentError } from 'commander';
import { explainDatabaseError } from '#lib/cli/database-error';
import { type ImportRow, listImports } from '#lib/db/mail-sources';
import { findPaths } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';

/** `moot imports`: what was imported, when, and what became of it. */
export const importsCommand = new Command('imports')
  .description('Lists the imports of mail, the latest first: source, state, counts, range of dates and problems.')
  .option('--limit <count>', 'at most so many', readCount, 20)
  .option('--json', 'print them as JSON')
  .action(async (flags: { readonly limit: number; readonly json?: boolean }) => {
    const moot = await openMoot().catch((error: unknown) => {
      throw explainDatabaseError(error, 'read', findPaths().folder);
    });
    try {
      const { imports, total } = await listImports(moot, { size: flags.limit });
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify({ total, imports })}\n`);
        return;
      }
      for (const row of imports) process.stdout.write(say(row));
      const rest = total - imports.length;
      if (rest > 0) process.stdout.write(`${rest} more: --limit ${total} lists all.\n`);
      if (total === 0) process.stdout.write('Nothing was imported yet.\n');
    } finally {
      await moot.prisma.$disconnect();
    }
  });

function say(row: ImportRow): string {
  const { startedIso, state, why, address, kind, mails, added, known, removed, errors, notes } = row;
  const range =
    row.firstIso === null || row.lastIso === null
      ? ''
      : `, of ${row.firstIso.slice(0, 10)} to ${row.lastIso.slice(0, 10)}`;
  const counts = [`${mails} mails read`, `${added} added${range}`];
  if (known > 0) counts.push(`${known} held already`);
  if (removed > 0) counts.push(`${removed} taken away`);
  if (errors > 0) counts.push(`${errors} errors`);
  if (notes > 0) counts.push(`${notes} notes`);
  const because = why === null ? '' : `: ${why}`;
  return `${startedIso.slice(0, 19)}Z  ${state}${because}  ${address} (${kind})\n  ${counts.join(', ')}\n`;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number from 1.');
  return count;
}
