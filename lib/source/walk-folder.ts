import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  /** When the latest of them came or changed, or its name did: milliseconds since 1970; 0 for none. */
  readonly latest: number;
}

/** Files looked up at once. */
const TOGETHER = 64;

/**
 * Finds the files under `root` that changed, or came, after `since` and not after `until` (milliseconds since 1970, by
 * the files' own clock). Of a Maildir, told by its `cur` and `new`, only what was delivered. Hidden files are left out,
 * hidden folders too unless they are Maildirs (the sub-folders of Maildir++). Links are not followed, so that there are no
 * loops, and pipes and devices not opened; they are told of, once a folder.
 */
export async function walkFolder(root: string, since: number, until: number): Promise<Walk> {
  const files: FoundFile[] = [];
  const issues: SourceIssue[] = [];
  let latest = 0;
  const waiting: { readonly path: string; readonly isHidden: boolean }[] = [{ path: root, isHidden: false }];
  const issue = (file: string, severity: SourceIssue['severity'], code: SourceIssue['code'], message: string) =>
    issues.push({ kind: 'issue', severity, code, message, file, offset: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path: folder, isHidden } = next;
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      issue(
        folder,
        'error',
        'unreadable',
        `the folder cannot be read: ${error instanceof Error ? error.message : error}`,
      );
      return [];
    });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const isMaildir = folders.includes('cur') && folders.includes('new');
    if (isHidden && !isMaildir) continue;
    if (isRepository(entries.map(({ name }) => name))) {
      issue(folder, 'note', 'not-a-file', 'a git repository was passed over: name it itself to read mail out of it');
      continue;
    }
    const delivered = isMaildir ? [join(folder, 'cur'), join(folder, 'new')] : [];
    const own = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
    const places = isMaildir ? [] : own.map((name) => join(folder, name));
    for (const place of delivered) {
      const names = await readdir(place).catch(() => []);
      places.push(...names.filter((name) => !name.startsWith('.')).map((name) => join(place, name)));
    }
    places.sort();
    for (let at = 0; at < places.length; at += TOGETHER) {
      const group = places.slice(at, at + TOGETHER);
      const states = await Promise.all(group.map((path) => lstat(path).catch(() => undefined)));
      for (const [i, path] of group.entries()) {
        const state = states[i];
        if (state?.isFile() !== true || state.ctimeMs <= since || state.ctimeMs > until) continue;
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
    const inside = folders.filter((name) => !(isMaildir && ['cur', 'new', 'tmp'].includes(name)));
    for (const name of inside.sort().reverse()) {
      waiting.push({ path: join(folder, name), isHidden: name.startsWith('.') });
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), issues, latest };
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
