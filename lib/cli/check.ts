import { Command } from 'commander';
import { checkAgainst } from '#lib/cli/check-against';
import { type CheckedAll, checkAll } from '#lib/cli/check-all';
import { checkOwn } from '#lib/cli/check-own';
import { findContentFolder, readContentFolder, sayIssue } from '#lib/cli/content-folder';
import { Progress } from '#lib/cli/progress';

interface CheckFlags {
  readonly json?: boolean;
  readonly against?: readonly string[];
  readonly content?: string;
  readonly own?: string;
}

/**
 * `moot check`: content/ linted, every scenario judged, every counterexample replayed, no sentence of an imported mail. What
 * an earlier check found is kept beside the database and taken where nothing that it depends on has changed.
 */
export const checkCommand = new Command('check')
  .description('Lints content/, judges every scenario again, and compares with what its text expects.')
  .option('--against <path...>', 'mails whose sentences must not stand in content/; nothing else is checked then')
  .option(
    '--own <file>',
    'policies of your own: judges every scenario under them instead, says which verdicts differ from those of the policy that each is like, and exits with 1 when one does',
  )
  .option('--content <folder>', 'the folder to check, by default content/')
  .option('--json', 'print what was found as JSON')
  .action(async (flags: CheckFlags) => {
    if (flags.own !== undefined) return checkOwn(flags.own, flags.content, flags.json === true);
    const folder = findContentFolder(flags.content);
    const { files, issues: unread } = await readContentFolder(folder);
    const progress = new Progress(undefined);
    const found =
      flags.against === undefined
        ? await checkAll(folder, files, progress)
        : await checkAgainst(files, flags.against, progress);
    progress.clear();
    const issues = [...unread, ...found.issues].toSorted(
      (a, b) => (a.file === b.file ? 0 : a.file < b.file ? -1 : 1) || a.line - b.line || a.column - b.column,
    );
    const findings = issues.filter(({ severity }) => severity !== 'note').length;
    for (const issue of flags.json === true ? [] : issues) process.stderr.write(`${sayIssue(folder, issue)}\n`);
    const counts = { ...found, issues, files: files.length, findings };
    if (flags.json === true) process.stdout.write(`${JSON.stringify(counts)}\n`);
    else {
      if ('skipped' in found && found.skipped !== null) process.stderr.write(`${found.skipped}\n`);
      const what =
        'texts' in found ? `${files.length} files compared with ${found.texts} texts` : sayAll(files.length, found);
      process.stdout.write(`${what}: ${findings === 0 ? 'nothing found' : `${findings} found`}.\n`);
    }
    if (findings > 0) process.exitCode = 1;
  });

function sayAll(files: number, { runs, explored, observations, diagrams, mails }: CheckedAll): string {
  const now = explored === runs ? '' : explored === 0 ? ', none of them anew' : `, ${explored} of them anew`;
  const mail = mails === 0 ? '' : `, ${mails} imported mails`;
  return `${files} files, ${runs} runs${now}, ${observations} observations, ${diagrams} diagrams${mail}`;
}
