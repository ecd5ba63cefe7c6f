import { join } from 'node:path';
import { Command } from 'commander';
import { findContentFolder, readContentFolder, sayIssue } from '#lib/cli/content-folder';
import { checkFiles } from '#lib/content/check-files';
import { writeWhole } from '#lib/content/write-whole';
import { printRecord } from '#lib/markdown/record-file';

interface FormatFlags {
  readonly check?: boolean;
  readonly content?: string;
  readonly json?: boolean;
}

/** `moot format`: front matter written anew in canonical form, bodies as they are. Files that do not read are left alone. */
export const formatCommand = new Command('format')
  .description('Writes the front matter of every file of content/ in canonical form; bodies stay as written.')
  .option('--check', 'write nothing, only name the files that would change')
  .option('--content <folder>', 'the folder to format, by default content/')
  .option('--json', 'print the names of the files as JSON')
  .action(async (flags: FormatFlags) => {
    const folder = findContentFolder(flags.content);
    const { files, issues: unread } = await readContentFolder(folder);
    const { filed, issues } = checkFiles(files);
    const errors = [...unread, ...issues].filter(({ severity }) => severity === 'error');
    const changed: string[] = [];
    for (const { file, checked } of filed) {
      const text = printRecord(checked.record);
      if (text === file.text) continue;
      changed.push(file.file);
      if (flags.check !== true) await writeWhole(join(folder, file.file), text);
    }
    for (const issue of errors) process.stderr.write(`${sayIssue(folder, issue)}\n`);
    if (flags.json === true) process.stdout.write(`${JSON.stringify({ changed, issues: errors })}\n`);
    else for (const file of changed) process.stdout.write(`${join(folder, file)}\n`);
    if (errors.length > 0 || (flags.check === true && changed.length > 0)) process.exitCode = 1;
  });
