import { resolve } from 'node:path';
import { Command } from 'commander';
import { gitText } from '#lib/cli/git-log';
import { matchCommits } from '#lib/cli/match-commits';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import type { CommitReason } from '#lib/db/commits';
import { findRepository, listPatchesToMatch, listUnreleased, writeCommits } from '#lib/db/commits-write';
import { openMoot } from '#lib/db/open-moot';

interface CommitsFlags {
  readonly since?: string;
  readonly branch: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** Commits whose release is asked for in one run: each costs git a walk through the tags. */
const MOST_RELEASES = 2000;

/** `moot commits REPOSITORY`: which commits the patches held became. */
export const commitsCommand = new Command('commits')
  .description(
    'Reads a git repository and finds the commits that the patches held became. Run again, it reads what is new.',
  )
  .argument('<repository>', 'folder of a repository, with or without a work tree')
  .option('--since <date>', 'commits from this day on; by default from that of the oldest patch held')
  .option('--branch <name>', 'branch, tag or commit to read from', 'HEAD')
  .option('--again', 'read from the beginning, as for mail that was imported since')
  .option('--json', 'print what was found as JSON')
  .action(async (repository: string, flags: CommitsFlags) => {
    if (flags.since !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(flags.since)) {
      throw new PlainError(`Cannot read "${flags.since}" as a day, expected one like 2021-12-18.`);
    }
    if (flags.branch.startsWith('-')) throw new PlainError(`"${flags.branch}" is no name of a branch.`);
    const path = resolve(repository);
    const head = await findHead(path, flags.branch);
    const moot = await openMoot();
    const progress = new Progress(undefined);
    try {
      const { patches, oldest } = await listPatchesToMatch(moot);
      if (oldest === null) throw new PlainError('No patch is held. Import mail first: moot import PATH.');
      const known = flags.again === true || flags.since !== undefined ? undefined : await findRepository(moot, path);
      const from = known?.head ?? null;
      const isKnown = from !== null && (await isAncestor(path, from, head));
      const since = flags.since ?? oldest.toISOString().slice(0, 10);
      const range = isKnown ? [`${from}..${head}`] : [`--since=${since}T00:00:00Z`, head];
      const onProgress = (commits: number) => progress.show(commits, `${commits} commits`);
      const { matched, read } = await matchCommits(path, range, patches, { onProgress });
      const asked = [...new Set([...matched.map(({ hash }) => hash), ...(await listUnreleased(moot, path))])];
      const releases = new Map<string, string>();
      for (const hash of asked.slice(0, MOST_RELEASES)) {
        const release = await findRelease(path, hash);
        if (release !== undefined) releases.set(hash, release);
        progress.show(read, `releases: ${releases.size}`);
      }
      await writeCommits(moot, path, head, matched, releases);
      progress.clear();
      const by = (reason: CommitReason) =>
        matched.flatMap(({ patches: of }) => [...of.values()]).filter((one) => one === reason).length;
      const counts = { patchId: by('patch-id'), link: by('link'), subjectAndAuthor: by('subject and author') };
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ repository: path, head, read, commits: matched.length, patches: counts, releases: releases.size })}\n`
          : `${read} commits read${isKnown ? ' since the last time' : `, from ${since} on`}; ${matched.length} were made of patches held: ` +
              `${counts.patchId} known by what they change, ${counts.link} by their link, ${counts.subjectAndAuthor} by subject and author.\n`,
      );
      if (asked.length > MOST_RELEASES) {
        process.stderr.write(
          `The releases of ${asked.length - MOST_RELEASES} commits were not asked for; run it again for the rest.\n`,
        );
      }
    } finally {
      progress.clear();
      await moot.prisma.$disconnect();
    }
  });

async function findHead(path: string, branch: string): Promise<string> {
  await gitText(path, ['rev-parse', '--git-dir']);
  try {
    return (await gitText(path, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${branch}^{commit}`])).trim();
  } catch {
    throw new PlainError(
      branch === 'HEAD' ? `${path} has no commit yet.` : `${path} has no branch, tag or commit "${branch}".`,
    );
  }
}

/** Whether what was read last time is still part of the branch; a rewritten one is read anew. */
async function isAncestor(path: string, from: string, head: string): Promise<boolean> {
  try {
    await gitText(path, ['merge-base', '--is-ancestor', from, head]);
    return true;
  } catch {
    return false;
  }
}

/** The first tag that has a commit, without what git appends to say how far; undefined where none does. */
async function findRelease(path: string, hash: string): Promise<string | undefined> {
  try {
    const told = await gitText(path, ['describe', '--contains', '--match', 'v[0-9]*', hash]);
    return told.trim().replace(/[~^].*$/, '') || undefined;
  } catch {
    return undefined;
  }
}
