import { join, relative } from 'node:path';
import type { Issue } from '#lib/argument/issue';
import { printIssue } from '#lib/argument/issue';
import { PlainError } from '#lib/cli/plain-error';
import { type ContentFiles, readContent } from '#lib/content/read-files';
import { findRoot } from '#lib/db/root';

/** The folder that was named, else content/ of the checkout. */
export function findContentFolder(named: string | undefined): string {
  return named ?? join(findRoot(), 'content');
}

/** Its files; a plain sentence where it cannot be read. */
export async function readContentFolder(folder: string): Promise<ContentFiles> {
  try {
    return await readContent(folder);
  } catch (error) {
    throw new PlainError(`Cannot read ${folder}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** An issue on a line, with the path of its file from here. */
export function sayIssue(folder: string, issue: Issue): string {
  const word = issue.severity === 'error' ? '' : `${issue.severity}: `;
  const file = relative(process.cwd(), join(folder, issue.file));
  return printIssue({ ...issue, file, message: `${word}${issue.message}` });
}
