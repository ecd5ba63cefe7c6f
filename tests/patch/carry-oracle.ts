import type { PatchDiffs } from '#lib/patch/carry/carry';

/**
 * The answer by brute force, written without any of the code that it judges: every line of every hunk is cut anew, and
 * every line of the other version is looked at. A line still exists where a file of the same name (or one that is renamed
 * from or to it) has one on the same side that says the same between neighbours that say the same; what a hunk does not
 * show stands for nothing but what a hunk does not show.
 */
export interface OracleLine {
  readonly patch: string;
  /** Both names of the file. */
  readonly names: readonly string[];
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
  readonly text: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether it is added or removed. */
  readonly isChanged: boolean;
}

export function cutVersion(version: PatchDiffs): readonly OracleLine[] {
  const all: OracleLine[] = [];
  for (const patch of version) {
    for (const file of patch.files) {
      const path = file.newPath === '/dev/null' ? file.oldPath : file.newPath;
      const names = [file.oldPath, file.newPath].filter((name) => name !== '/dev/null');
      for (const side of ['old', 'new'] as const) {
        const other = side === 'old' ? '+' : '-';
        const own = side === 'old' ? '-' : '+';
        const lines: { line: number; text: string; isChanged: boolean }[] = [];
        for (const hunk of file.hunks) {
          let line = side === 'old' ? hunk.oldStart : hunk.newStart;
          for (const row of hunk.text.split('\n')) {
            if (row.startsWith(other) || row.startsWith('\\')) continue;
            lines.push({ line: line++, text: row.slice(1), isChanged: row.startsWith(own) });
          }
        }
        const byNumber = new Map(lines.map(({ line, text }) => [line, text]));
        for (const { line, text, isChanged } of lines) {
          const [before, after] = [byNumber.get(line - 1) ?? null, byNumber.get(line + 1) ?? null];
          all.push({ patch: patch.messageId, names, path, side, line, text, before, after, isChanged });
        }
      }
    }
  }
  return all;
}

/** Answers for every line which lines of a version say the same between the same neighbours. */
export function openOracle(
  version: PatchDiffs,
): (line: OracleLine, where: 'same file' | 'any file') => readonly OracleLine[] {
  const byText = new Map<string, OracleLine[]>();
  for (const line of cutVersion(version)) {
    const alike = byText.get(line.text);
    if (alike === undefined) byText.set(line.text, [line]);
    else alike.push(line);
  }
  return (line, where) =>
    (byText.get(line.text) ?? []).filter((other) => {
      const isSame = other.side === line.side && other.before === line.before && other.after === line.after;
      return isSame && (where === 'any file' || other.names.some((name) => line.names.includes(name)));
    });
}
