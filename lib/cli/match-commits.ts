import { createHash } from 'node:crypto';
import { decode, gitLines } from '#lib/cli/git-log';
import type { CommitReason } from '#lib/db/commits';
import type { MatchedCommit, PatchToMatch } from '#lib/db/commits-write';
import { patchId } from '#lib/patch/diff/patch-id';
import { foldSubject, readSourceIds } from '#lib/patch/series/commit-match';
import { isSamePerson } from '#lib/patch/trailer/person';

const sha1 = (text: string) => createHash('sha1').update(text, 'latin1').digest();

/** Marks the fields of a commit and its end; no message has them. */
const FIELD = '\x1f';
const END = '\x1e';

/** Most of a diff that is counted, characters: a commit larger than that is an import, and nobody mailed it. */
const MOST = 32 << 20;

export interface Reading {
  readonly onProgress?: (commits: number) => void;
}

/**
 * Reads the commits that `range` names (arguments of git log) and finds those that a patch held became: by what they
 * change, by the mail that they link to, and where neither says, by subject and author. Reads the diffs of commits that
 * touch a file of a patch only.
 */
export async function matchCommits(
  path: string,
  range: readonly string[],
  patches: readonly PatchToMatch[],
  reading: Reading = {},
): Promise<{ readonly matched: readonly MatchedCommit[]; readonly read: number }> {
  const byPatchId = group(patches, ({ patchId: id }) => id);
  const byMessage = group(patches, ({ messageId }) => messageId);
  const bySubject = group(patches, ({ title }) => foldSubject(title) || null);
  const found = new Map<string, MatchedCommit>();
  const paths = [...new Set(patches.flatMap(({ paths }) => paths))];
  // Above a command line's length all diffs are read; git's own limit on arguments is 128 kB for each and 2 MB in all.
  const limited =
    paths.length > 0 && paths.join('').length < 500_000 ? ['--', ...paths.map((one) => `:(top,literal)${one}`)] : [];
  let read = 0;
  const match = (commit: LogCommit, patch: PatchToMatch, by: CommitReason) => {
    const held = found.get(commit.hash) ?? { ...commit, patches: new Map<number, CommitReason>() };
    if (!held.patches.has(patch.nameId)) held.patches.set(patch.nameId, by);
    found.set(commit.hash, held);
  };
  // What a commit changes is the surest sign, so it is looked at first.
  const log = ['log', '--no-merges', '--full-diff', '-p', '-M', '--no-ext-diff', '--no-textconv', '--no-color'];
  for await (const { commit, diff } of readLog(path, [...log, ...range, ...limited])) {
    const id = diff === undefined ? undefined : patchId(diff, sha1);
    for (const patch of byPatchId.get(id ?? '') ?? []) match(commit, patch, 'patch-id');
  }
  for await (const { commit } of readLog(path, ['log', '--no-merges', ...range])) {
    if (++read % 1000 === 0) reading.onProgress?.(read);
    for (const id of readSourceIds(commit.body))
      for (const patch of byMessage.get(id) ?? []) match(commit, patch, 'link');
    const alike = alikeTo(commit, bySubject.get(foldSubject(commit.subject)) ?? []);
    const isKnown = alike.some(({ nameId }) => found.get(commit.hash)?.patches.has(nameId));
    const [newest] = alike;
    if (!isKnown && newest !== undefined) match(commit, newest, 'subject and author');
  }
  return { matched: [...found.values()], read };
}

/** The patches of the commit's author and subject, mailed before it was committed: the newest version first. */
function alikeTo(commit: LogCommit, patches: readonly PatchToMatch[]): readonly PatchToMatch[] {
  const author = { name: commit.authorName, address: commit.authorAddress };
  // Clocks are not always right.
  const latest = Date.parse(commit.commitDate) + 86_400_000;
  return patches
    .filter((patch) => patch.dateMs <= latest && isSamePerson(author, patch.author))
    .toSorted((a, b) => b.dateMs - a.dateMs);
}

function group<Key>(
  patches: readonly PatchToMatch[],
  keyOf: (patch: PatchToMatch) => Key | null,
): Map<Key, PatchToMatch[]> {
  const groups = new Map<Key, PatchToMatch[]>();
  for (const patch of patches) {
    const key = keyOf(patch);
    if (key === null) continue;
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [patch]);
    else held.push(patch);
  }
  return groups;
}

type LogCommit = Omit<MatchedCommit, 'patches'>;

/** The commits of a log, each with its diff where the log has any. */
async function* readLog(
  path: string,
  args: readonly string[],
): AsyncGenerator<{ readonly commit: LogCommit; readonly diff: string | undefined }> {
  const [name = '', ...rest] = args;
  const form = `--format=${END}${['%H', '%an', '%ae', '%aI', '%cI', '%s', '%b'].join(FIELD)}${FIELD}`;
  let lines: string[] = [];
  let size = 0;
  for await (const line of gitLines(path, [name, form, ...rest])) {
    if (line.startsWith(END)) {
      const read = readEntry(lines);
      if (read !== undefined) yield read;
      lines = [];
      size = 0;
    }
    size += line.length + 1;
    if (size <= MOST) lines.push(line);
  }
  const read = readEntry(lines);
  if (read !== undefined) yield read;
}

function readEntry(lines: readonly string[]) {
  const text = lines.join('\n');
  if (!text.startsWith(END)) return undefined;
  const fields = text.slice(1).split(FIELD);
  const [hash = '', ...said] = fields.slice(0, 7);
  const [authorName = '', authorAddress = '', authorDate = '', commitDate = '', subject = '', body = ''] =
    said.map(decode);
  const diff = fields.slice(7).join(FIELD).replace(/^\n+/, '');
  const commit = { hash, authorName, authorAddress, authorDate, commitDate, subject, body };
  return { commit, diff: diff === '' ? undefined : `${diff}\n` };
}
