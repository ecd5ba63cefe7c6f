import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { printIssue } from '#lib/argument/issue';
import { explainDatabaseError } from '#lib/cli/database-error';
import { PlainError } from '#lib/cli/plain-error';
import { type ImportResult, importReading } from '#lib/content/import-records';
import { findPaths } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import type { Format } from '#lib/exchange/format';

export interface DebateFlags {
  readonly topic?: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** `moot import FILE --format json|argdown|aif`: records in, all of the file or nothing. */
export async function importDebate(path: string, format: Format, flags: DebateFlags): Promise<void> {
  const { read } = format;
  if (read === null) throw new PlainError(`${format.title} is only written, never read.`);
  const text = readText(path);
  const file = path === '-' ? 'standard input' : basename(path);
  const moot = await openMoot().catch((error: unknown) => {
    throw explainDatabaseError(error, 'import into', findPaths().folder);
  });
  try {
    const result = await importReading(moot, read(text, file), {
      file,
      date: new Date().toISOString().slice(0, 10),
      replaces: flags.replace === true,
      ...(flags.topic === undefined ? {} : { topic: flags.topic }),
    });
    for (const issue of result.issues) {
      const word = issue.severity === 'error' ? '' : `${issue.severity}: `;
      process.stderr.write(`${printIssue({ ...issue, file: path, message: `${word}${issue.message}` })}\n`);
    }
    process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : say(result));
    process.exitCode = result.state === 'refused' ? 1 : 0;
  } finally {
    await moot.prisma.$disconnect();
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new PlainError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function say({ state, created, updated, unchanged }: ImportResult): string {
  if (state === 'refused') return 'Nothing was imported.\n';
  return `${created.length} records new, ${updated.length} changed, ${unchanged.length} as they stood.\n`;
}
