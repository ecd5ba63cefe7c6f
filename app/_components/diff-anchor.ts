import type { FileView } from '#lib/db/archive-types';
import type { AnnotationView } from '#lib/db/record-types';
import { anchorLine, type DiffAnchor, findAnchor } from '#lib/patch/anchor';
import type { DiffFile } from '#lib/patch/diff';

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

/** The line that a name calls, with its neighbours: what an annotation keeps. Undefined where there is none. */
export function findLine(files: readonly FileView[], name: LineName): DiffAnchor | undefined {
  return toDiff(files)
    .filter((file) => file.newPath === name.path)
    .map((file) => anchorLine(file, name.side, name.line))
    .find((anchor) => anchor !== undefined);
}

/** Where an annotation stands in a patch now; undefined: its line is gone, it is orphaned. */
export function placeAnnotation(
  files: readonly FileView[],
  note: Pick<AnnotationView, 'path' | 'side' | 'line' | 'words'>,
): LineName | undefined {
  const { path, side, line, words } = note;
  const [lineText = '', before = '', after = ''] = [words.lines[0], words.before.at(-1), words.after[0]];
  const found = findAnchor(toDiff(files), { path, side, line, lineText, before, after });
  return found.state === 'orphaned' ? undefined : { path: note.path, side: note.side, line: found.line };
}

/** Both sides of a renamed file are called by its new path here, so that one file has one name in a page. */
function toDiff(files: readonly FileView[]): DiffFile[] {
  return files.map((file) => ({
    oldPath: pathOf(file),
    newPath: pathOf(file),
    status: file.status,
    added: file.added,
    removed: file.removed,
    hunks: file.hunks.map((hunk) => ({
      ...hunk,
      heading: '',
      text: hunk.lines.map(({ sign, text }) => `${sign}${text}`).join('\n'),
    })),
  }));
}
