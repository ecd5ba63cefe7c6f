import { statSync } from 'node:fs';
import { Command } from 'commander';
import { explainDatabaseError } from '#lib/cli/database-error';
import { importDebate } from '#lib/cli/import-debate';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { type ImportProblem, type ImportSummary, type IncomingItem, importMail } from '#lib/db/archive-import';
import { findPaths } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { formats as debateFormats, findFormat } from '#lib/exchange/formats';
import { containers, findContainer } from '#lib/source/containers';
import { readMailFile } from '#lib/source/read-file';
import type { Container } from '#lib/source/source';
import { listFiles } from '#lib/source/walk-folder';

interface ImportFlags {
  readonly format?: string;
  readonly list?: string;
  readonly json?: boolean;
  readonly topic?: string;
  readonly replace?: boolean;
}

const formats = containers.map((source) => source.name).join(', ');

const readable = debateFormats
  .filter(({ read }) => read !== null)
  .map(({ id }) => id)
  .join(', ');

/** `moot import PATH|-`: mail in; records too, where the format is one of a debate. */
export const importCommand = new Command('import')
  .description(
    'Imports mail: mbox, .eml, gzip of either, a folder of such files, or - for standard input. With a format of a debate: records, all of the file or nothing.',
  )
  .argument('<path>', 'file, folder or -')
  .option('--format <kind>', `read every file as this: ${formats}; for records: ${readable}`)
  .option('--list <name>', 'a list that all these mails came over, beside those they name')
  .option('--topic <id>', "topic of claims that name none, by default the debate's first")
  .option('--replace', 'replace records that stand otherwise in the database; without it they refuse the whole')
  .option('--json', 'print the summary as JSON')
  .action(async (path: string, flags: ImportFlags) => {
    const debate = flags.format === undefined ? undefined : findFormat(flags.format);
    if (debate !== undefined) return importDebate(path, debate, flags);
    const source = flags.format === undefined ? undefined : findContainer(flags.format);
    if (flags.format !== undefined && source === undefined) {
      throw new PlainError(
        `Cannot read mail as "${flags.format}", expected one of ${formats}; for records ${readable}.`,
      );
    }
    const files = await findFiles(path);
    const run = new ImportCommandRun(files, source);
    const moot = await openMoot().catch((error: unknown) => {
      throw explainDatabaseError(error, 'import into', findPaths().folder);
    });
    try {
      const summary = await importMail(moot, run.mails(), {
        source: { address: path, kind: flags.format ?? 'file' },
        ...(flags.list === undefined ? {} : { list: flags.list }),
        onProblem: (problem) => run.tell(problem),
      });
      run.progress.clear();
      const seconds = (Date.now() - run.start) / 1000;
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ ...summary, files: files.length, problems: run.problems, seconds })}\n`
          : print(summary),
      );
      process.exitCode = run.problems > 0 ? 1 : 0;
    } catch (error) {
      run.progress.clear();
      throw explainDatabaseError(error, 'import into', moot.paths.folder);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

async function findFiles(path: string): Promise<string[]> {
  try {
    return await listFiles(path);
  } catch (error) {
    throw new PlainError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

class ImportCommandRun {
  readonly #files: readonly string[];
  readonly #source: Container | undefined;
  readonly progress: Progress;
  readonly start = Date.now();
  /** Things that went wrong; notes are not counted. */
  problems = 0;
  #before = 0;
  #inFile = 0;
  #mails = 0;

  constructor(files: readonly string[], source: Container | undefined) {
    this.#files = files;
    this.#source = source;
    const isKnown = !files.includes('-');
    this.progress = new Progress(isKnown ? files.reduce((sum, file) => sum + statSync(file).size, 0) : undefined);
  }

  async *mails(): AsyncGenerator<IncomingItem> {
    for (const file of this.#files) {
      const onProgress = (bytes: number) => {
        this.#inFile = bytes;
      };
      const options = this.#source === undefined ? { onProgress } : { onProgress, container: this.#source };
      for await (const item of readMailFile(file, options)) {
        if (item.kind === 'issue') {
          yield item;
          continue;
        }
        this.#mails++;
        this.progress.show(this.#before + this.#inFile, `${this.#mails} mails`);
        yield { ...item, kind: 'mail' };
      }
      this.#before += this.#inFile;
      this.#inFile = 0;
    }
  }

  tell(problem: ImportProblem): void {
    if (problem.severity === 'error') this.problems++;
    this.progress.clear();
    const place = problem.offset === undefined ? problem.file : `${problem.file}: byte ${problem.offset}`;
    process.stderr.write(`${place}: ${problem.severity === 'note' ? 'note: ' : ''}${problem.message}\n`);
  }
}

function print(summary: ImportSummary): string {
  const { mails, added, known, unread, copies, others, patches, circles } = summary;
  const lines = [`${mails} mails read, ${added} added (${patches} of them patches)`];
  if (known > 0) lines.push(`${known} held already`);
  if (unread > 0) lines.push(`${unread} could not be read and are not held`);
  if (copies > 0) lines.push(`${copies} copies of mails held, their raw forms kept`);
  if (others > 0) lines.push(`${others} other mails under a Message-ID already held, kept and flagged`);
  if (circles.length > 0) lines.push(`${circles.length} circles of replies cut`);
  return `${lines.join('; ')}.\n`;
}
