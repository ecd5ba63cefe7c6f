import type { FileView } from '#lib/db/archive-types';

/** Lines of diff that one page shows: some thousand rows are what a browser draws at once. */
const mostLines = 4000;

/**
 * The files that a patch's page shows: from the first on while they fit, and always the chosen one; a chosen file may
 * be the only one. `left` counts the rest.
 */
export function chooseFiles(
  files: readonly FileView[],
  chosen: number,
  isAlone: boolean,
): { shown: readonly FileView[]; left: number } {
  const only = files[chosen];
  if (only !== undefined && isAlone) return { shown: [only], left: files.length - 1 };
  let room = mostLines;
  const shown = files.filter((file, index) => {
    const lines = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    const fits = lines <= room || index === 0;
    room -= lines;
    return fits || index === chosen;
  });
  return { shown, left: files.length - shown.length };
}
