import type { DiffFile } from '#lib/patch/diff/diff';
import { printHunkHeader } from '#lib/patch/diff/hunk';

/**
 * A diff as git writes it, for one that other tools made (`Index:` lines, no `diff --git`): its patch-id is then that of
 * the commit made of it. Modes are the usual ones where the diff says none.
 */
export function printGitDiff(files: readonly DiffFile[]): string {
  return files.map(printFile).join('');
}

function printFile({ oldPath, newPath, oldMode, newMode, hunks }: DiffFile): string {
  const isNew = oldPath === '/dev/null';
  const isGone = newPath === '/dev/null';
  const [from, to] = [isNew ? newPath : oldPath, isGone ? oldPath : newPath];
  const lines = [
    `diff --git a/${from} b/${to}`,
    ...(isNew ? [`new file mode ${newMode ?? '100644'}`] : []),
    ...(isGone ? [`deleted file mode ${oldMode ?? '100644'}`] : []),
    ...(hunks.length === 0
      ? []
      : [`--- ${isNew ? oldPath : `a/${oldPath}`}`, `+++ ${isGone ? newPath : `b/${newPath}`}`]),
    ...hunks.flatMap((hunk) => [printHunkHeader(hunk), ...(hunk.text === '' ? [] : [hunk.text])]),
  ];
  return `${lines.join('\n')}\n`;
}
