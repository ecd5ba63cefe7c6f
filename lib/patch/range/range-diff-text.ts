import { type DiffFile, pathOf } from '#lib/patch/diff/diff-file';
import { numberLines } from '#lib/patch/diff/hunk';

/**
 * A diff as `git range-diff` compares diffs: a ` ## file ##` head a file, hunk heads without numbers and with the file's
 * name, no `index` lines, one line for bytes that are no text. Between files stands an empty line.
 */
export interface NormalDiff {
  readonly lines: readonly string[];
  /** Lines without the empty ones between files: git's measure of a patch. */
  readonly size: number;
}

export function normaliseFiles(files: readonly DiffFile[]): NormalDiff {
  const lines = files.flatMap((file, i) => [...(i > 0 ? [''] : []), ...normaliseFile(file)]);
  return { lines, size: lines.length - Math.max(0, files.length - 1) };
}

function normaliseFile(file: DiffFile): string[] {
  const path = pathOf(file);
  const lines = [sayFile(file, path)];
  if (file.binary !== undefined || file.status === 'binary') lines.push(sayBinary(file));
  for (const hunk of file.hunks) {
    lines.push(hunk.heading === '' ? '@@' : `@@ ${path}: ${hunk.heading}`);
    // git's remark on a missing end of line is no line of the file, and is set apart by a space.
    for (const { sign, text } of numberLines(hunk)) lines.push(`${sign === '\\' ? ' \\' : sign}${text}`);
  }
  return lines;
}

function sayFile({ oldPath, newPath, status, oldMode, newMode }: DiffFile, path: string): string {
  const isMoved = status === 'renamed';
  const isWhole = status === 'added' ? ' (new)' : status === 'deleted' ? ' (deleted)' : '';
  const isTurned = oldMode !== undefined && newMode !== undefined && oldMode !== newMode;
  const mode = isTurned ? ` (mode change ${oldMode.padStart(6, '0')} => ${newMode.padStart(6, '0')})` : '';
  return ` ## ${isMoved ? `${oldPath} => ${newPath}` : path}${isWhole}${mode} ##`;
}

function sayBinary({ oldPath, newPath }: DiffFile): string {
  return ` Binary files ${quotePath(oldPath)} and ${quotePath(newPath)} differ`;
}

const letters: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '"': '"', '\\': '\\' };

/** A path as git shows it in a sentence: in quotes, unusual bytes as octal numbers, where there are any. */
function quotePath(path: string): string {
  let isOdd = false;
  const inside = Array.from(path, (character) => {
    if (/[ !#-[\]-~]/.test(character)) return character;
    isOdd = true;
    const letter = letters[character];
    if (letter !== undefined) return `\\${letter}`;
    const bytes = encodeURIComponent(character).match(/%../g) ?? [];
    return bytes.map((byte) => `\\${Number.parseInt(byte.slice(1), 16).toString(8).padStart(3, '0')}`).join('');
  }).join('');
  return isOdd ? `"${inside}"` : path;
}
