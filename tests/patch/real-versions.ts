import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from '#lib/mail/message';
import type { DiffFile } from '#lib/patch/diff/diff-file';
import { numberLines } from '#lib/patch/diff/hunk';
import { readPatch } from '#lib/patch/patch';
import { type RangePatch, readRangePatch } from '#lib/patch/range/range-text';
import { readMailFile } from '#lib/source/read-file';
import type { GitFolder } from './git.ts';

/** A patch of a real mail with its bytes. */
export interface RealPatch {
  readonly bytes: Uint8Array;
  readonly patch: RangePatch;
  readonly title: string;
  readonly part: number;
  readonly total: number;
  readonly version: number;
  readonly author: string;
  readonly dateMs: number;
}

export type RealVersion = readonly RealPatch[];

const DAY = 86_400_000;

/** The whole series of a file of mails: same author, version and total, within a day, every part once. */
export async function readVersions(file: string): Promise<RealVersion[]> {
  const open = new Map<string, RealPatch[][]>();
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const message = await parseMessage(item.bytes);
    const patch = readRangePatch(message);
    const subject = patch === undefined ? undefined : readPatch(message)?.subject;
    if (patch === undefined || subject === undefined || patch.unread !== '') continue;
    const { part = 1, total = 1, version, title } = subject;
    const own = {
      bytes: item.bytes,
      patch,
      title,
      part,
      total,
      version,
      author: message.author.address,
      dateMs: message.date.ms ?? 0,
    };
    const key =
      total === 1 ? `${own.author} ${version} ${title}` : `${own.author} ${version} ${total} ${subject.isRfc}`;
    const series = open.get(key) ?? [];
    open.set(key, series);
    const found = series.find(
      (list) => list.every((other) => other.part !== part) && Math.abs((list[0]?.dateMs ?? 0) - own.dateMs) < DAY,
    );
    if (found === undefined) series.push([own]);
    else found.push(own);
  }
  return [...open.values()]
    .flat()
    .filter((list) => list.length === list[0]?.total)
    .map((list) => list.toSorted((a, b) => a.part - b.part));
}

/** Each version beside the next one of its author that shares a title with it. */
export function pairVersions(versions: readonly RealVersion[]): (readonly [RealVersion, RealVersion])[] {
  return versions.flatMap((older) => {
    const titles = new Set(older.map(({ title }) => title));
    const [first] = older;
    const later = versions
      .filter(([other]) => other?.author === first?.author && (other?.version ?? 0) > (first?.version ?? 0))
      .filter((list) => list.some(({ title }) => titles.has(title)))
      .toSorted((a, b) => (a[0]?.version ?? 0) - (b[0]?.version ?? 0));
    const [newer] = later;
    return newer === undefined ? [] : [[older, newer] as const];
  });
}

/**
 * Commits a version's mails with `git am`, each on a tree that has what its hunks need and nothing else: between two patches
 * stands a merge, which `git range-diff` passes over. Gives the range; throws where git does not take a mail.
 */
export function applyVersion(folder: GitFolder, name: string, version: RealVersion): string {
  const { git } = { git: folder.git.bind(folder) };
  git(['checkout', '-q', '--orphan', `${name}-root`]);
  git(['rm', '-rqf', '--ignore-unmatch', '.']);
  git(['commit', '-q', '--allow-empty', '-m', 'root']);
  const root = git(['rev-parse', 'HEAD']).trim();
  git(['commit', '-q', '--allow-empty', '-m', 'base']);
  const base = git(['rev-parse', 'HEAD']).trim();
  for (const { bytes, patch } of version) {
    git(['rm', '-rqf', '--ignore-unmatch', '.']);
    for (const file of patch.files) if (file.oldPath !== '/dev/null') writeOld(folder, file);
    git(['add', '-A', '-f']);
    const tree = git(['write-tree']).trim();
    const merge = git(['commit-tree', '-p', 'HEAD', '-p', root, '-m', 'merge', tree]).trim();
    git(['reset', '-q', '--hard', merge]);
    const mail = join(folder.path, '.git', 'patch.eml');
    writeFileSync(mail, bytes);
    git(['-c', 'core.attributesFile=/dev/null', 'am', '-q', '--keep-non-patch', '--whitespace=nowarn', mail]);
  }
  git(['branch', '-f', name]);
  return `${base}..${name}`;
}

/** The old side of a file as far as its hunks show it, between them lines that are like no other. */
function writeOld(folder: GitFolder, { oldPath, hunks, oldMode }: DiffFile): void {
  const lines: string[] = [];
  let isOpen = false;
  for (const hunk of hunks) {
    const start = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    while (lines.length < start - 1) lines.push(`  between ${oldPath} ${lines.length}`);
    // What git shows as the heading of a hunk stands somewhere before it.
    if (hunk.heading !== '' && lines.length > 0 && lines.at(-1)?.startsWith('  between'))
      lines[lines.length - 1] = hunk.heading;
    const rows = numberLines(hunk);
    for (const [i, { sign, text }] of rows.entries()) {
      if (sign === '\\') isOpen = rows[i - 1]?.sign !== '+';
      else if (sign !== '+') lines.push(text);
    }
    const after = rows.toReversed().findIndex(({ sign }) => sign !== ' ');
    // Whole context below the last change: the file may go on; less, and it ends there.
    if (hunk === hunks.at(-1) && after >= 3) lines.push(`  between ${oldPath} end`);
  }
  folder.write(oldPath, lines.length === 0 ? '' : `${lines.join('\n')}${isOpen ? '' : '\n'}`);
  if (oldMode === '100755') folder.git(['update-index', '--add', '--chmod=+x', oldPath]);
}
