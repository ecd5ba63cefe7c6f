import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { checkImported } from '#lib/cli/check-against';
import { checkDiagrams } from '#lib/cli/check-mermaid';
import { issueForm } from '#lib/cli/issue-form';
import type { Progress } from '#lib/cli/progress';
import { checkFiles, checkTogether } from '#lib/content/check-files';
import { checkObservations, checkObservedOrders } from '#lib/content/check-observations';
import { checkRuns } from '#lib/content/check-runs';
import { checkSynthesis } from '#lib/content/check-synthesis';
import { hashParts, KeptAnswers } from '#lib/content/kept-answers';
import { lintFiles } from '#lib/content/lint';
import type { ContentFile } from '#lib/content/read-files';
import { findPaths, makeFolder, UnusableFolder } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

const checkedForm = z.strictObject({
  issues: z.array(issueForm),
  runs: z.number(),
  observations: z.number(),
  diagrams: z.number(),
  skipped: z.string().nullable(),
});

/** What checking content/ found, and how much was looked at. */
export interface CheckedAll extends z.infer<typeof checkedForm> {
  /** Runs that were explored now; of the others the verdict was known, of this engine for the same text. */
  readonly explored: number;
  /** Imported mails whose sentences were looked for. */
  readonly mails: number;
}

/** Everything that can be wrong with content/. What an earlier check found is not found again where nothing has changed. */
export async function checkAll(folder: string, files: readonly ContentFile[], progress: Progress): Promise<CheckedAll> {
  const kept = await openKept(folder);
  let explored = 0;
  const found = await kept.get(['everything', await hashFolder(folder)], checkedForm, async () => {
    const { filed, issues } = checkFiles(files);
    // Where a file does not read, a link to its record is no error of its own.
    const unread = new Set(files.map(({ kind, slug }) => `${kind}/${slug}`));
    const together = checkTogether(filed, (kind, slug) => unread.has(`${kind}/${slug}`));
    const runs = await checkRuns(filed, kept, (done, label) => progress.show(done, `${done} runs: ${label}`));
    explored = runs.explored;
    const diagrams = await checkDiagrams(filed);
    const observed = await checkObservations(folder);
    return {
      issues: [
        ...issues,
        ...together,
        ...lintFiles(filed),
        ...checkObservedOrders(filed),
        ...runs.issues,
        ...diagrams.issues,
        ...observed.issues,
        ...(await checkSynthesis(folder, filed)),
      ],
      runs: runs.runs,
      observations: observed.rows,
      diagrams: diagrams.diagrams,
      skipped: diagrams.skipped,
    };
  });
  const mail = await checkImported(files, kept, progress);
  await kept.save();
  return { ...found, issues: [...found.issues, ...mail.issues], explored, mails: mail.texts };
}

/** Everything below a folder, tables and pictures too. */
async function hashFolder(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return hashParts([...paths, ...(await Promise.all(paths.map((path) => readFile(path))))]);
}

/** Answers about one folder, kept where the database is, each folder's in its own file; none where nothing can be written. */
async function openKept(folder: string): Promise<KeptAnswers> {
  const paths = findPaths();
  try {
    makeFolder(paths.folder);
  } catch (error) {
    if (error instanceof UnusableFolder) return KeptAnswers.none();
    throw error;
  }
  const name = hashParts([resolve(folder)]).slice(0, 16);
  return KeptAnswers.open(join(paths.folder, `checked-${name}.json`), findRoot());
}
