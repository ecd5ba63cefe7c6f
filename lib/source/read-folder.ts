import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { numberIn, readCursor, textIn } from '#lib/source/cursor';
import { eml } from '#lib/source/eml';
import { readMailFile } from '#lib/source/read-file';
import type { PlaceItem, PlaceOptions, SourceIssue } from '#lib/source/source';
import { type FoundFile, walkFolder } from '#lib/source/walk-folder';

/**
 * Where reading a folder ended. All that came until `since` was read; where reading was broken off, also what came until
 * `upTo` and whose path is not after `name`.
 */
interface FolderCursor {
  readonly since: number;
  /** Folders that were looked into, relative; left out where there are too many to keep. */
  readonly folders?: readonly string[];
  readonly upTo?: number;
  readonly name?: string;
}

/** Folders kept in a cursor. */
const MOST_FOLDERS = 1000;
/** Files younger than this may be in the midst of being written, and are read again, or by who watches the next time. */
const SETTLED_MS = 2000;

/** Reads the mails of a folder's files, those that came since the cursor: a file's time of change tells, which no copying sets back. */
export async function* readFolder(root: string, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  let before = readFolderCursor(options.cursor);
  const settled = Date.now() - SETTLED_MS;
  const until = options.unchanged === 'skip' ? settled : Number.POSITIVE_INFINITY;
  const known = before.folders === undefined ? undefined : new Set(before.folders);
  let walk = await walkFolder(root, before.since, until, known);
  if (walk.files.length === 0 && before.since > 0 && options.unchanged === 'read-again') {
    before = { since: 0 };
    walk = await walkFolder(root, 0, until);
  }
  if (walk.files.length === 0 && options.unchanged === 'skip') return;
  yield* walk.issues;
  const upTo = Math.max(before.since, Math.min(walk.latest, settled));
  const brokenOffAt = before.upTo === undefined ? undefined : before.name;
  for (const [done, found] of walk.files.entries()) {
    options.onProgress?.(done, walk.files.length);
    const isAhead = brokenOffAt === undefined || relative(root, found.path) > brokenOffAt;
    if (!isAhead && found.changed <= (before.upTo ?? 0)) continue;
    for await (const item of readFound(found, options)) {
      if (options.signal?.aborted === true) return;
      yield item;
    }
    // What came late, and stands before where reading goes on, must not set that back.
    if (isAhead) yield mark({ ...before, upTo: before.upTo ?? upTo, name: relative(root, found.path) });
  }
  const folders = [...new Set([...(before.folders ?? []), ...walk.folders])];
  yield mark({ since: upTo, ...(folders.length > MOST_FOLDERS ? {} : { folders }) });
}

function mark(cursor: FolderCursor): PlaceItem {
  return { kind: 'mark', cursor: JSON.stringify(cursor) };
}

async function* readFound(found: FoundFile, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  const path = (await isThere(found.path)) ? found.path : await findRenamed(found);
  if (path === undefined) {
    yield vanished(found.path);
    return;
  }
  for await (const item of readMailFile(path, { container: found.isMaildir ? eml : options.container })) {
    const isGone = item.kind === 'issue' && item.code === 'unreadable' && !(await isThere(path));
    yield isGone ? vanished(path) : item;
  }
}

function vanished(path: string): SourceIssue {
  const message = 'the file went away before it was read';
  return { kind: 'issue', severity: 'note', code: 'vanished', message, file: path, offset: 0 };
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** A mail that a mail program looked at in the meantime: it went from `new` to `cur`, or its flags changed (after `:2,`). */
async function findRenamed(found: FoundFile): Promise<string | undefined> {
  if (!found.isMaildir) return undefined;
  const unique = basename(found.path).split(/[:;!]2,/)[0] ?? '';
  for (const folder of ['cur', 'new']) {
    const place = join(dirname(dirname(found.path)), folder);
    const names = await readdir(place).catch(() => []);
    const name = names.find((one) => one.split(/[:;!]2,/)[0] === unique);
    if (name !== undefined) return join(place, name);
  }
  return undefined;
}

function readFolderCursor(cursor: string | undefined): FolderCursor {
  const fields = readCursor(cursor);
  const since = numberIn(fields, 'since') ?? 0;
  const upTo = numberIn(fields, 'upTo');
  const name = textIn(fields, 'name');
  const list = Array.isArray(fields.folders) ? fields.folders.filter((one) => typeof one === 'string') : undefined;
  const seen = list === undefined ? { since } : { since, folders: list };
  return upTo === undefined || name === undefined ? seen : { ...seen, upTo, name };
}
