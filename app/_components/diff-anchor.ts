import type { DiffLine, FileView } from '#lib/db/archive-types';

/** A line of a patch: the file's path, the side whose number `line` is, and that number, 1-based. */
export interface LineName {
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
}

/** The path that a file is called by: the new one, for a deleted file the old one. */
export function pathOf(file: Pick<FileView, 'oldPath' | 'newPath'>): string {
  return file.newPath === '/dev/null' ? file.oldPath : file.newPath;
}

/** `mm/shmem.c:2427` on the new side, `mm/shmem.c:a2427` on the old one: the anchor of a line in its patch's page. */
export function lineAnchor({ path, side, line }: LineName): string {
  return `${path}:${side === 'old' ? 'a' : ''}${line}`;
}

/** Reads what `lineAnchor` wrote; undefined for anything else. Paths may have colons: the last one counts. */
export function parseLineAnchor(anchor: string): LineName | undefined {
  const { path, old, line } = /^(?<path>.+):(?<old>a?)(?<line>[1-9]\d{0,8})$/s.exec(anchor)?.groups ?? {};
  if (path === undefined) return undefined;
  return { path, side: old === 'a' ? 'old' : 'new', line: Number(line) };
}

/** The name that a line of a file is called by: the old side for a removed line, the new one for the others. */
export function nameOfLine(path: string, line: DiffLine): LineName | undefined {
  if (line.sign === '-') return line.oldLine === null ? undefined : { path, side: 'old', line: line.oldLine };
  return line.newLine === null ? undefined : { path, side: 'new', line: line.newLine };
}

/** A line with what stands around it: what an annotation keeps, to be found again in another version. */
export interface LineContext {
  readonly lineText: string;
  /** Up to three lines, joined by `\n`, without signs. */
  readonly before: string;
  readonly after: string;
}

/** The line that a name calls, with its surroundings in the hunk; undefined where the patch has no such line. */
export function findLine(files: readonly FileView[], name: LineName): LineContext | undefined {
  const file = files.find((candidate) => pathOf(candidate) === name.path);
  for (const hunk of file?.hunks ?? []) {
    const at = hunk.lines.findIndex((line) => (name.side === 'old' ? line.oldLine : line.newLine) === name.line);
    const line = hunk.lines[at];
    if (line === undefined || line.sign === '\\') continue;
    const join = (lines: readonly DiffLine[]) => lines.map(({ text }) => text).join('\n');
    return {
      lineText: line.text,
      before: join(hunk.lines.slice(Math.max(at - 3, 0), at)),
      after: join(hunk.lines.slice(at + 1, at + 4)),
    };
  }
  return undefined;
}

/**
 * Where an annotation stands in a patch: on its own line when that still has its text, else on the one line of its file
 * and side that has it, the surroundings deciding between several. Undefined: it is orphaned.
 */
export function placeAnnotation(files: readonly FileView[], note: LineName & LineContext): LineName | undefined {
  if (findLine(files, note)?.lineText === note.lineText) return note;
  const file = files.find((candidate) => pathOf(candidate) === note.path);
  const lines = (file?.hunks ?? []).flatMap((hunk) => hunk.lines);
  const found = lines.flatMap((line): (LineName & LineContext)[] => {
    const number = note.side === 'old' ? line.oldLine : line.newLine;
    if (line.text !== note.lineText || number === null) return [];
    const name = { path: note.path, side: note.side, line: number };
    const context = findLine(files, name);
    return context === undefined ? [] : [{ ...name, ...context }];
  });
  const alike = found.filter(({ before, after }) => before === note.before || after === note.after);
  const [only, second] = alike.length > 0 ? alike : found;
  return second === undefined && note.lineText.trim() !== '' ? only : undefined;
}
