import type { BinaryPiece, FileStatus } from '#lib/patch/diff/diff-file';
import {
  type HeadNames,
  joinNames,
  readFileLine,
  readHeadNames,
  readName,
  withoutPrefix,
} from '#lib/patch/diff/git-path';

/** What the lines above a file's hunks say, as far as they were read. */
export interface DiffHead {
  /** Names of `diff --git`; undefined for a diff of another program. */
  names: HeadNames | undefined;
  isGit: boolean;
  /** Names of the lines `---` and `+++`, prefixes included. */
  oldLine: string | undefined;
  newLine: string | undefined;
  /** Names of rename and copy lines, which have no prefix. */
  from: string | undefined;
  to: string | undefined;
  isCopy: boolean;
  isNew: boolean;
  isDeleted: boolean;
  oldMode: string | undefined;
  newMode: string | undefined;
  oldBlob: string | undefined;
  newBlob: string | undefined;
  similarity: number | undefined;
  isBinary: boolean;
  binary: BinaryPiece[];
}

/** The head that a line opens: `diff --git a/x b/x`, or the first of a diff of another program. */
export function openHead(line: string): DiffHead {
  const isGit = line.startsWith('diff --git ');
  return {
    names: isGit ? readHeadNames(line.slice('diff --git '.length)) : undefined,
    isGit,
    oldLine: undefined,
    newLine: undefined,
    from: undefined,
    to: undefined,
    isCopy: false,
    isNew: false,
    isDeleted: false,
    oldMode: undefined,
    newMode: undefined,
    oldBlob: undefined,
    newBlob: undefined,
    similarity: undefined,
    isBinary: false,
    binary: [],
  };
}

/** Reads one line into the head; what it does not know says nothing. */
export function readHeadLine(head: DiffHead, line: string): void {
  const [, word = '', rest = ''] = headLine.exec(line) ?? [];
  switch (word) {
    case '--- ':
      head.oldLine = readFileLine(rest);
      break;
    case '+++ ':
      head.newLine = readFileLine(rest);
      break;
    case 'index ': {
      const [, old, fresh, mode] = /^([0-9a-f]+)\.\.([0-9a-f]+)(?: ([0-7]+))?/.exec(rest) ?? [];
      [head.oldBlob, head.newBlob] = [old, fresh];
      if (mode !== undefined) head.oldMode = head.newMode = mode;
      break;
    }
    case 'old mode ':
      head.oldMode = rest;
      break;
    case 'new mode ':
      head.newMode = rest;
      break;
    case 'new file mode ':
      head.isNew = true;
      head.newMode = rest;
      break;
    case 'deleted file mode ':
      head.isDeleted = true;
      head.oldMode = rest;
      break;
    case 'similarity index ':
      head.similarity = Number.parseInt(rest, 10);
      break;
    case 'dissimilarity index ':
      head.similarity = 100 - Number.parseInt(rest, 10);
      break;
    case 'rename from ':
    case 'copy from ':
      head.from = readName(rest);
      head.isCopy = word === 'copy from ';
      break;
    case 'rename to ':
    case 'copy to ':
      head.to = readName(rest);
      break;
    case 'Binary files ': {
      head.isBinary = true;
      const [, old, fresh] = /^(.*) and (.*) differ$/.exec(rest) ?? [];
      if (!head.isGit) [head.oldLine, head.newLine] = [old, fresh];
      break;
    }
    case 'GIT binary patch':
      head.isBinary = true;
      break;
    case 'literal ':
    case 'delta ':
      if (head.isBinary) head.binary.push({ kind: word === 'delta ' ? 'delta' : 'literal', bytes: Number(rest) });
      break;
  }
}

const headLine =
  /^(--- |\+\+\+ |index |old mode |new mode |new file mode |deleted file mode |similarity index |dissimilarity index |rename from |rename to |copy from |copy to |Binary files |GIT binary patch|literal (?=\d+$)|delta (?=\d+$))(.*)$/s;

/** The two paths of a file, the old one `/dev/null` for a new file, the new one for a deleted; undefined: it has no name. */
export function pathsOfHead(head: DiffHead): { readonly oldPath: string; readonly newPath: string } | undefined {
  if (head.from !== undefined && head.to !== undefined) return { oldPath: head.from, newPath: head.to };
  const { names, oldLine, newLine } = head;
  if (!head.isGit) {
    if (oldLine === undefined && newLine === undefined) return undefined;
    const path = joinNames(oldLine ?? '/dev/null', newLine ?? '/dev/null');
    return { oldPath: oldLine === '/dev/null' ? oldLine : path, newPath: newLine === '/dev/null' ? newLine : path };
  }
  const hasPrefix = names?.hasPrefix ?? true;
  const oldPath = oldLine === undefined ? names?.oldName : withoutPrefix(oldLine, hasPrefix);
  const newPath = newLine === undefined ? names?.newName : withoutPrefix(newLine, hasPrefix);
  if (oldPath === undefined || newPath === undefined) return undefined;
  return { oldPath: head.isNew ? '/dev/null' : oldPath, newPath: head.isDeleted ? '/dev/null' : newPath };
}

/** What the head says becomes of the file; `hunks` counts the hunks below it. */
export function statusOfHead(head: DiffHead, oldPath: string, newPath: string, hunks: number): FileStatus {
  if (oldPath === '/dev/null') return 'added';
  if (newPath === '/dev/null') return 'deleted';
  if (head.isCopy) return 'copied';
  if (oldPath !== newPath) return 'renamed';
  if (head.isBinary) return 'binary';
  if (hunks === 0 && head.oldMode !== head.newMode) return 'mode';
  return 'changed';
}
