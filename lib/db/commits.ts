import type { Moot } from '#lib/db/open';
import { readWord } from '#lib/db/words';

/** How one knows that a commit was made of a mailed patch, the surest first. */
export const commitReasons = ['patch-id', 'link', 'subject and author'] as const;

export type CommitReason = (typeof commitReasons)[number];

/** A commit that a patch became. */
export interface CommitOfPatch {
  readonly hash: string;
  readonly subject: string;
  /** `Name <address>` */
  readonly author: string;
  readonly commitDateIso: string;
  /** The first tag that has it; null where none does. */
  readonly release: string | null;
  readonly by: CommitReason;
  /** Path of the repository on this machine. */
  readonly repository: string;
}

/** What these patches became, by Message-ID; those that became nothing known are left out. */
export async function readCommits(
  moot: Moot,
  messageIds: readonly string[] | 'all',
): Promise<ReadonlyMap<string, readonly CommitOfPatch[]>> {
  const rows = await moot.prisma.commitPatch.findMany({
    ...(messageIds === 'all' ? {} : { where: { name: { text: { in: [...messageIds] } } } }),
    orderBy: [{ commit: { commitDate: 'asc' } }, { commitId: 'asc' }],
    select: {
      by: true,
      name: { select: { text: true } },
      commit: {
        select: {
          hash: true,
          subject: true,
          author: true,
          commitDate: true,
          release: true,
          repository: { select: { path: true } },
        },
      },
    },
  });
  const found = new Map<string, CommitOfPatch[]>();
  for (const { by, name, commit } of rows) {
    const { hash, subject, author, commitDate, release, repository } = commit;
    const one = {
      ...{ hash, subject, author, release },
      commitDateIso: commitDate.toISOString(),
      by: readWord(commitReasons, by),
      repository: repository.path,
    };
    const list = found.get(name.text);
    if (list === undefined) found.set(name.text, [one]);
    else list.push(one);
  }
  return found;
}

/** The patches that a commit was made of, by the beginning of its hash; empty where no commit held has it. */
export async function findPatchesOfCommit(moot: Moot, prefix: string): Promise<readonly string[]> {
  if (!/^[0-9a-f]{4,40}$/.test(prefix)) return [];
  const rows = await moot.prisma.commitPatch.findMany({
    where: { commit: { hash: { gte: prefix, lt: `${prefix}g` } } },
    orderBy: [{ commitId: 'asc' }],
    select: { name: { select: { text: true } } },
    take: 20,
  });
  return rows.map(({ name }) => name.text);
}
