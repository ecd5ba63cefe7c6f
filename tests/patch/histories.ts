import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from '#lib/mail/message';
import { printHunks, printPair } from '#lib/patch/range/print-range-diff';
import { rangeDiff } from '#lib/patch/range/range-diff';
import { type RangePatch, readRangePatch } from '#lib/patch/range/range-text';
import { readMailFile } from '#lib/source/read-file';
import type { GitFolder } from './git.ts';

/** A change of a file's text: what stands at a place is replaced. Where the place is gone it goes to the end. */
export interface Edit {
  readonly path: string;
  /** A line that says where; the edit is made below it. */
  readonly below: string;
  readonly remove: number;
  readonly insert: readonly string[];
}

export interface Commit {
  readonly message: string;
  readonly edits: readonly Edit[];
  readonly author?: string;
  /** Done to the folder before the commit, beside the edits: renames, modes, bytes. */
  readonly act?: (folder: GitFolder) => void;
}

export type Files = Readonly<Record<string, readonly string[]>>;

/** Makes a branch of these commits on `base`, from a tree of `files`. */
export function makeBranch(folder: GitFolder, name: string, base: string, files: Files, commits: readonly Commit[]) {
  folder.git(['checkout', '-q', '-f', '-B', name, base]);
  const tree: Record<string, readonly string[]> = { ...files };
  for (const { message, edits, act, author } of commits) {
    for (const edit of edits) tree[edit.path] = applyEdit(tree[edit.path] ?? [], edit);
    for (const { path } of edits) folder.write(path, `${(tree[path] ?? []).join('\n')}\n`);
    act?.(folder);
    folder.git(['add', '-A']);
    folder.git(['commit', '-q', '--allow-empty', '-F', '-'], message, author);
  }
}

function applyEdit(lines: readonly string[], { below, remove, insert }: Edit): string[] {
  const found = lines.indexOf(below);
  const at = found < 0 ? lines.length : found + 1;
  return [...lines.slice(0, at), ...insert, ...lines.slice(at + remove)];
}

/** A version as its mails tell it, with the hashes its commits have in the folder. */
export interface MailedVersion {
  readonly patches: readonly RangePatch[];
  readonly names: readonly { readonly name: string; readonly title: string }[];
}

/** The commits of a range, mailed by `git format-patch` and read again. */
export async function mailVersion(folder: GitFolder, range: string): Promise<MailedVersion> {
  const file = join(folder.path, '.git', 'version.mbox');
  writeFileSync(file, folder.git(['format-patch', '--stdout', '--always', '-n', range]));
  const patches: RangePatch[] = [];
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const patch = readRangePatch(await parseMessage(item.bytes));
    if (patch !== undefined) patches.push(patch);
  }
  const names = folder
    .git(['log', '--no-merges', '--reverse', '--date-order', '--format=%h %s', range])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ name: line.slice(0, line.indexOf(' ')), title: line.slice(line.indexOf(' ') + 1) }));
  return { patches, names };
}

/** What we print for two versions, from their mails alone. */
export function printRange(older: MailedVersion, newer: MailedVersion, creationFactor?: number): string {
  return rangeDiff(older.patches, newer.patches, creationFactor === undefined ? {} : { creationFactor })
    .map((pair) => `${printPair(pair, older.names, newer.names)}\n${printHunks(pair)}`)
    .join('');
}

let starts = 0;

/** Makes two branches, the second on top of `rebase`, and compares them by git and from the mails. */
export async function compareBranches(
  folder: GitFolder,
  files: Files,
  older: readonly Commit[],
  newer: readonly Commit[],
  rebase?: Commit,
  creationFactor?: number,
): Promise<{ readonly ours: string; readonly theirs: string }> {
  folder.git(['checkout', '-q', '-f', '--orphan', `start-${starts++}`]);
  folder.git(['rm', '-rqf', '--ignore-unmatch', '.']);
  for (const [path, lines] of Object.entries(files)) folder.write(path, `${lines.join('\n')}\n`);
  const base = folder.commit('Base');
  makeBranch(folder, 'older', base, files, older);
  makeBranch(folder, 'newer', base, files, [...(rebase === undefined ? [] : [rebase]), ...newer]);
  const ranges = [`${base}..older`, `newer~${newer.length}..newer`] as const;
  const option = creationFactor === undefined ? [] : [`--creation-factor=${creationFactor}`];
  const theirs = folder.git(['range-diff', '--no-color', ...option, ...ranges]);
  const [a, b] = [await mailVersion(folder, ranges[0]), await mailVersion(folder, ranges[1])];
  return { ours: printRange(a, b, creationFactor), theirs };
}
