import { readPath, unquotePath } from '#lib/patch/diff-path';

/**
 * A mailed diff as `git range-diff` compares diffs: a ` ## file ##` head a file, hunk heads without numbers and with the
 * file's name, no `index` lines, one line for bytes that are no text. Between files stands an empty line.
 */
export interface NormalDiff {
  readonly lines: readonly string[];
  /** Lines without the empty ones between files: git's measure of a patch. */
  readonly size: number;
}

const hunkHead = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@(.*)$/;
const headerLine = /^(?:index |old mode |new mode |deleted file |new file |similarity |dissimilarity |copy |rename )/;

/** What the lines above the first hunk of a file say of it. */
interface FileHead {
  oldName: string;
  newName: string;
  /** The names as written, quotes and all, for the line that says that bytes differ. */
  readonly written: { old: string; fresh: string };
  isNew: boolean;
  isDeleted: boolean;
  isRename: boolean;
  oldMode: string;
  newMode: string;
}

export function normaliseDiff(diff: string): NormalDiff {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const normal: string[] = [];
  let files = 0;
  let name = '';
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    const hunk = hunkHead.exec(line);
    if (line.startsWith('diff --git ') || isPlainHead(lines, i)) {
      const { head, end } = readHead(lines, i);
      if (files++ > 0) normal.push('');
      normal.push(sayFile(head));
      name = head.isDeleted ? head.oldName : head.newName;
      i = end;
      if (lines[i] !== 'GIT binary patch') continue;
      const [from, to] = [
        head.isNew ? '/dev/null' : head.written.old,
        head.isDeleted ? '/dev/null' : head.written.fresh,
      ];
      normal.push(` Binary files ${from} and ${to} differ`);
      while (i < lines.length && !(lines[i] ?? '').startsWith('diff --git ')) i++;
    } else if (hunk !== null) {
      const heading = hunk[3] ?? '';
      normal.push(heading === '' ? '@@' : `@@ ${name}:${heading}`);
      i = copyHunk(lines, i + 1, Number(hunk[1] ?? 1), Number(hunk[2] ?? 1), normal);
    } else {
      const binary = /^Binary files (.+) and (.+) differ$/.exec(line);
      if (binary !== null) normal.push(` Binary files ${dropPrefix(binary[1])} and ${dropPrefix(binary[2])} differ`);
      i++;
    }
  }
  return { lines: normal, size: normal.length - Math.max(0, files - 1) };
}

/** Copies a hunk's lines, as many as its head says; gives the index after them. */
function copyHunk(lines: readonly string[], from: number, oldCount: number, newCount: number, into: string[]): number {
  let [old, fresh, i] = [oldCount, newCount, from];
  for (; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const sign = line.charAt(0);
    if (sign === '\\') {
      into.push(` ${line}`);
      continue;
    }
    if (old <= 0 && fresh <= 0) break;
    if (sign === '-') old--;
    else if (sign === '+') fresh--;
    // An empty line is a context line whose only character a mailer took away.
    else if (sign === ' ' || sign === '') {
      old--;
      fresh--;
    } else break;
    into.push(line === '' ? ' ' : line);
  }
  return i;
}

/** Whether a file begins here without git's line: other tools write only the names of the two sides. */
function isPlainHead(lines: readonly string[], at: number): boolean {
  return /^--- \S/.test(lines[at] ?? '') && /^\+\+\+ \S/.test(lines[at + 1] ?? '');
}

function readHead(lines: readonly string[], at: number): { readonly head: FileHead; readonly end: number } {
  const written = { old: '', fresh: '' };
  const head: FileHead = {
    ...{ oldName: '', newName: '', written, isNew: false, isDeleted: false, isRename: false },
    ...{ oldMode: '', newMode: '' },
  };
  let i = at;
  const first = lines[at] ?? '';
  if (first.startsWith('diff --git ')) {
    const both = splitNames(first.slice('diff --git '.length));
    [written.old, written.fresh] = [dropPrefix(both.old), dropPrefix(both.fresh)];
    [head.oldName, head.newName] = [unquotePath(written.old), unquotePath(written.fresh)];
    i++;
  }
  for (; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.startsWith('--- ')) setSide(head, 'old', line.slice(4));
    else if (line.startsWith('+++ ')) setSide(head, 'new', line.slice(4));
    else if (headerLine.test(line)) readHeaderLine(head, line);
    else break;
  }
  if (head.isNew) head.oldName = head.newName;
  if (head.isDeleted) head.newName = head.oldName;
  return { head, end: i };
}

function readHeaderLine(head: FileHead, line: string): void {
  const [, key, value] =
    /^(old mode|new mode|deleted file mode|new file mode|rename from|rename to|rename old|rename new|copy from|copy to) (.*)$/.exec(
      line,
    ) ?? [];
  if (key === undefined || value === undefined) return;
  if (key === 'old mode') head.oldMode = value;
  else if (key === 'new mode') head.newMode = value;
  else if (key === 'new file mode') head.isNew = true;
  else if (key === 'deleted file mode') head.isDeleted = true;
  else {
    if (key.startsWith('rename')) head.isRename = true;
    if (key.endsWith('from') || key.endsWith('old')) head.oldName = unquotePath(value);
    else head.newName = unquotePath(value);
  }
}

function setSide(head: FileHead, side: 'old' | 'new', text: string): void {
  const path = readPath(text);
  const isNone = path === '/dev/null';
  if (side === 'old') {
    if (isNone) head.isNew = true;
    else if (head.oldName === '') head.oldName = dropPrefix(path);
  } else if (isNone) head.isDeleted = true;
  else if (head.newName === '') head.newName = dropPrefix(path);
}

function sayFile(head: FileHead): string {
  const { oldName, newName, oldMode, newMode } = head;
  const name = head.isNew
    ? `${newName} (new)`
    : head.isDeleted
      ? `${oldName} (deleted)`
      : head.isRename
        ? `${oldName} => ${newName}`
        : newName;
  const mode = oldMode !== '' && newMode !== '' && oldMode !== newMode;
  return ` ## ${name}${mode ? ` (mode change ${oldMode.padStart(6, '0')} => ${newMode.padStart(6, '0')})` : ''} ##`;
}

/** Without `a/` or `b/`, inside the quotes if there are any. */
function dropPrefix(path = ''): string {
  return path === '/dev/null' ? path : path.replace(/^("?)[^/"]+\//, '$1');
}

/** The two names of git's first line. Names with spaces are not quoted: then both halves are the same but for their prefix. */
function splitNames(text: string): { readonly old: string; readonly fresh: string } {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(text);
  if (quoted !== null) return { old: quoted[1] ?? '', fresh: quoted[2] ?? '' };
  const middle = (text.length - 1) / 2;
  return { old: text.slice(0, middle), fresh: text.slice(middle + 1) };
}
