import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCursor, textIn } from '#lib/source/cursor';
import { type Blob, readBlobs } from '#lib/source/git-blobs';
import { type InboxChange, readHistory } from '#lib/source/inbox-history';
import { askGit } from '#lib/source/run-git';
import { type Place, type PlaceItem, type PlaceOptions, UnreadablePlace } from '#lib/source/source';

/** One git repository of an inbox; version 1 has one, called `0`, version 2 one for each epoch. */
interface Epoch {
  readonly name: string;
  readonly folder: string;
}

/**
 * The git repositories of public-inbox: version 1, version 2 (a folder with `git/0.git`, `git/1.git` ..), or one epoch
 * alone. The cursor names the last commit of every epoch that was read; only what came after is read. Where that commit
 * is no ancestor any more, mail was purged or edited: what is still there is told first, and all is given again.
 */
export const publicInbox: Place = {
  form: 'place',
  name: 'public-inbox',
  title: 'a repository of public-inbox, version 1 or 2, or one epoch of it (git)',
  canRewrite: true,
  recognise: async (address) => (await findEpochs(address)).length > 0,
  read: readInbox,
};

async function* readInbox(address: string, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  const epochs = await findEpochs(address);
  const fields = readCursor(options.cursor).epochs;
  const before = typeof fields === 'object' && fields !== null ? { ...fields } : {};
  const reached = new Map<string, string>();
  const heads = new Map<string, string>();
  let isRewritten = false;
  for (const { name, folder } of epochs) {
    const head = await askGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    if (head === undefined) {
      await explainHeadless(folder);
      continue;
    }
    await refuseOther(folder);
    heads.set(name, head);
    const known = textIn(before, name);
    if (known === undefined || !/^[0-9a-f]{40,64}$/.test(known)) continue;
    const isAncestor = await askGit(folder, ['merge-base', '--is-ancestor', known, head]);
    if (isAncestor === undefined) isRewritten = true;
    else reached.set(name, known);
  }
  if (isRewritten) {
    reached.clear();
    const message = 'its history was rewritten: what was purged or edited there is looked for';
    yield { kind: 'issue', severity: 'note', code: 'rewritten', message, file: address, offset: 0 };
    yield* readStill(epochs, heads);
    yield { kind: 'rest-is-gone' };
  }
  let done = 0;
  let total = 0;
  for (const [name, range] of rangesOf(epochs, heads, reached)) {
    total += Number((await askGit(name.folder, ['rev-list', '--count', '--first-parent', range])) ?? 0);
  }
  for (const [epoch, range] of rangesOf(epochs, heads, reached)) {
    const cursorAt = (commit: string) =>
      JSON.stringify({ epochs: { ...Object.fromEntries(reached), [epoch.name]: commit } });
    // A commit may change several mails: until the next one begins, the last that is through is the one before.
    let begun: string | undefined;
    let through: string | undefined;
    for await (const [change, blob] of readChanges(epoch.folder, range)) {
      options.onProgress?.(done++, total);
      if (options.signal?.aborted === true) return;
      if (change.commit !== begun) {
        through = begun;
        begun = change.commit;
      }
      yield itemOf(
        change,
        blob,
        `${address}:${epoch.name}:${change.commit.slice(0, 12)}`,
        isRewritten || through === undefined ? undefined : cursorAt(through),
      );
    }
    reached.set(epoch.name, heads.get(epoch.name) ?? '');
    if (!isRewritten) yield { kind: 'mark', cursor: JSON.stringify({ epochs: Object.fromEntries(reached) }) };
  }
  // Broken off in the midst of it, a rewritten history is compared again as a whole.
  if (isRewritten) yield { kind: 'mark', cursor: JSON.stringify({ epochs: Object.fromEntries(reached) }) };
}

/** The commits of each epoch that are new. */
function rangesOf(
  epochs: readonly Epoch[],
  heads: ReadonlyMap<string, string>,
  reached: ReadonlyMap<string, string>,
): (readonly [Epoch, string])[] {
  return epochs.flatMap((epoch) => {
    const head = heads.get(epoch.name);
    const from = reached.get(epoch.name);
    if (head === undefined || from === head) return [];
    return [[epoch, from === undefined ? head : `${from}..${head}`] as const];
  });
}

function readChanges(folder: string, range: string): AsyncGenerator<readonly [InboxChange, Blob]> {
  return readBlobs(folder, readHistory(folder, range), (change) => change.blob);
}

function itemOf(change: InboxChange, blob: Blob, file: string, reached: string | undefined): PlaceItem {
  if ('problem' in blob) {
    const code = blob.isTooLarge ? 'too-large' : 'unreadable';
    return { kind: 'issue', severity: 'error', code, message: blob.problem, file, offset: 0 };
  }
  const cursor = reached === undefined ? {} : { cursor: reached };
  return change.kind === 'mail'
    ? { kind: 'message', bytes: blob.bytes, file, offset: 0, ...cursor }
    : { kind: 'removal', bytes: blob.bytes, file, ...cursor };
}

/** The mails that all epochs together still hold. */
async function* readStill(epochs: readonly Epoch[], heads: ReadonlyMap<string, string>): AsyncGenerator<PlaceItem> {
  const still = new Map<string, Epoch>();
  for (const epoch of epochs) {
    const head = heads.get(epoch.name);
    if (head === undefined) continue;
    for await (const change of readHistory(epoch.folder, head)) {
      if (change.kind === 'mail') still.set(change.blob, epoch);
      else still.delete(change.blob);
    }
  }
  for (const epoch of epochs) {
    async function* own() {
      for (const [blob, place] of still) if (place === epoch) yield blob;
    }
    for await (const [, blob] of readBlobs(epoch.folder, own(), (name) => name)) {
      if ('bytes' in blob) yield { kind: 'still', bytes: blob.bytes };
    }
  }
}

/** The repositories at an address, the oldest first; none where it is no inbox. */
async function findEpochs(address: string): Promise<readonly Epoch[]> {
  for (const folder of [join(address, 'git'), address]) {
    const names = await readdir(folder).catch(() => []);
    const numbers = names.flatMap((name) => /^(\d{1,6})\.git$/.exec(name)?.[1] ?? []);
    if (numbers.length > 0) {
      const sorted = numbers.sort((a, b) => Number(a) - Number(b));
      return sorted.map((name) => ({ name, folder: join(folder, `${name}.git`) }));
    }
  }
  if (await isRepository(address)) return [{ name: '0', folder: address }];
  const inside = join(address, '.git');
  // A checkout of anything else is a folder of files, of which some may be mails.
  const isInbox = (await isRepository(inside)) && (await holdsMail(inside)) === true;
  return isInbox ? [{ name: '0', folder: inside }] : [];
}

async function isRepository(folder: string): Promise<boolean> {
  const parts = ['HEAD', 'objects', 'refs'].map((part) => stat(join(folder, part)).catch(() => null));
  return (await Promise.all(parts)).every((part) => part !== null);
}

/** Whether the last commit's tree is one of mail; undefined where it has no files. */
async function holdsMail(folder: string): Promise<boolean | undefined> {
  const tree = (await askGit(folder, ['ls-tree', '--name-only', 'HEAD'])) ?? '';
  const names = tree.split('\n').filter((name) => name !== '');
  return names.length === 0 ? undefined : names.some((name) => /^(?:m|d|[0-9a-f]{2})$/.test(name));
}

/** Says what is wrong with a repository whose HEAD names no commit; nothing where it is only empty. */
async function explainHeadless(folder: string): Promise<void> {
  if ((await askGit(folder, ['rev-parse', '--git-dir'])) !== undefined) return;
  throw new UnreadablePlace(`Cannot read ${folder}: git takes it for no repository.`);
}

/** A repository of something else than mail. */
async function refuseOther(folder: string): Promise<void> {
  if ((await holdsMail(folder)) !== false) return;
  throw new UnreadablePlace(
    `Cannot read ${folder}: it is a git repository, but holds no mail as public-inbox keeps it (expected a file m or d, or folders 00 to ff).`,
  );
}
