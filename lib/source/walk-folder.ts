import { lstat, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { SourceIssue } from '#lib/source/source';

/** A file that may hold mail. */
export interface FoundFile {
  readonly path: string;
  /** Whether it lies in a Maildir, where every file is one mail. */
  readonly isMaildir: boolean;
  /** When it came or changed, or its name did: milliseconds since 1970. */
  readonly changed: number;
}

/** Files of a folder and its folders, in the order of reading, and what could not be looked into. */
export interface Walk {
  readonly files: readonly FoundFile[];
  readonly issues: readonly SourceIssue[];
  /** The folders that could be looked into, relative to the first, which is ''. */
  readonly folders: readonly string[];
  /** When the latest of them came or changed, or its name did: milliseconds since 1970; 0 for none. */
  readonly latest: number;
}

/** Files looked up at once. */
const TOGETHER = 64;

/**
 * Finds the files under `root` that changed, or came, after `since` and not after `until` (milliseconds since 1970, by
 * the files' own clock). A folder that is not among `known` came as a whole, by being moved or made readable, which the
 * times of its files do not tell: there `since` does not count. Of a Maildir, told by its `cur` and `new`, only what was delivered. Hidden files are left out,
 * hidden folders too unless they are Maildirs (the sub-folders of Maildir++). Links are not followed, so that there are no
 * loops, and pipes and devices not opened; they are told of, once a folder.
 */
export async function walkFolder(
  root: string,
  since: number,
  until: number,
  known?: ReadonlySet<string>,
): Promise<Walk> {
  const folders: string[] = [];
  const files: FoundFile[] = [];
  const issues: SourceIssue[] = [];
  let latest = 0;
  const waiting: { readonly path: string; readonly isHidden: boolean }[] = [{ path: root, isHidden: false }];
  const issue = (file: string, severity: SourceIssue['severity'], code: SourceIssue['code'], message: string) =>
    issues.push({ kind: 'issue', severity, code, message, file, offset: 0 });
  const unreadable = (folder: string) => (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    issue(folder, 'error', 'unreadable', `the folder cannot be read: ${why}`);
    return undefined;
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path: folder, isHidden } = next;
    const entries = await readdir(folder, { withFileTypes: true }).catch(unreadable(folder));
    if (entries === undefined) continue;
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const isMaildir = names.includes('cur') && names.includes('new');
    if (isHidden && !isMaildir) continue;
    if (isRepository(entries.map(({ name }) => name))) {
      issue(folder, 'note', 'not-a-file', 'a git repository was passed over: name it itself to read mail out of it');
      continue;
    }
    const delivered = isMaildir ? [join(folder, 'cur'), join(folder, 'new')] : [];
    const own = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
    const places = isMaildir ? [] : own.map((name) => join(folder, name));
    let isWhole = true;
    for (const place of delivered) {
      const inside = await readdir(place).catch(unreadable(place));
      isWhole &&= inside !== undefined;
      places.push(...(inside ?? []).filter((name) => !name.startsWith('.')).map((name) => join(place, name)));
    }
    if (isWhole) folders.push(relative(root, folder));
    places.sort();
    const from = known === undefined || known.has(relative(root, folder)) ? since : 0;
    for (let at = 0; at < places.length; at += TOGETHER) {
      const group = places.slice(at, at + TOGETHER);
      const states = await Promise.all(group.map((path) => lstat(path).catch(() => undefined)));
      for (const [i, path] of group.entries()) {
        const state = states[i];
        if (state?.isFile() !== true || state.ctimeMs <= from || state.ctimeMs > until) continue;
        latest = Math.max(latest, state.ctimeMs);
        files.push({ path, isMaildir, changed: state.ctimeMs });
      }
    }
    const odd = entries.filter((entry) => !entry.isFile() && !entry.isDirectory() && !entry.name.startsWith('.'));
    if (odd[0] !== undefined) {
      const more = odd.length === 1 ? '' : ` and ${odd.length - 1} more`;
      const message = `${odd[0].name}${more}: links, pipes and devices are passed over`;
      issue(folder, 'note', 'not-a-file', message);
    }
    const inside = names.filter((name) => !(isMaildir && ['cur', 'new', 'tmp'].includes(name)));
    for (const name of inside.sort().reverse()) {
      waiting.push({ path: join(folder, name), isHidden: name.startsWith('.') });
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), issues, latest, folders };
}

/** A bare git repository, or the inside of one: thousands of files of which none is a mail. */
function isRepository(names: readonly string[]): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => names.includes(name));
}

/** The files under a path: itself, or all files of a folder and its folders, in the order of their names. */
export async function listFiles(path: string): Promise<string[]> {
  if (path === '-' || !(await stat(path)).isDirectory()) return [path];
  return (await walkFolder(path, 0, Number.POSITIVE_INFINITY)).files.map((file) => file.path);
}
