import { createHash } from 'node:crypto';
import { readForms } from '#lib/db/archive-message';
import type { CommitReason } from '#lib/db/commits';
import type { Moot } from '#lib/db/open';
import { inTransaction } from '#lib/db/transaction';
import { patchId } from '#lib/patch/diff/patch-id';
import { readPatch } from '#lib/patch/patch';

/** A patch that a commit may have been made of. */
export interface PatchToMatch {
  readonly messageId: string;
  /** Number of its Message-ID. */
  readonly nameId: number;
  readonly title: string;
  readonly author: { readonly name: string; readonly address: string };
  readonly patchId: string | null;
  /** When it was mailed, milliseconds since 1970. */
  readonly dateMs: number;
  /** Files that it touches, as they are called before and after. */
  readonly paths: readonly string[];
}

/** A commit that was made of patches, by number of their Message-IDs, with how one knows. */
export interface MatchedCommit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
  readonly authorName: string;
  readonly authorAddress: string;
  /** ISO 8601, as git prints it. */
  readonly authorDate: string;
  readonly commitDate: string;
  readonly patches: Map<number, CommitReason>;
}

/** Every patch held, and the day of the oldest; null where none is held. */
export async function listPatchesToMatch(
  moot: Moot,
): Promise<{ readonly patches: readonly PatchToMatch[]; readonly oldest: Date | null }> {
  const rows = await moot.prisma.patch.findMany({
    where: { isCover: false, isProposal: false },
    select: {
      title: true,
      patchId: true,
      files: { select: { oldPath: true, newPath: true } },
      message: {
        select: {
          id: true,
          nameId: true,
          fromName: true,
          fromAddress: true,
          date: true,
          name: { select: { text: true } },
        },
      },
    },
  });
  const unread = await countUnread(
    moot,
    rows.filter((row) => row.patchId === null).map(({ message }) => message.id),
  );
  const patches = rows.map(({ title, patchId: known, files, message }) => ({
    messageId: message.name.text,
    nameId: message.nameId,
    title,
    author: { name: message.fromName, address: message.fromAddress },
    dateMs: message.date.getTime(),
    patchId: known ?? unread.get(message.id) ?? null,
    paths: [...new Set(files.flatMap(({ oldPath, newPath }) => [oldPath, newPath]))].filter(
      (path) => path !== '/dev/null',
    ),
  }));
  const dates = rows.map(({ message }) => message.date.getTime()).filter((ms) => ms > 0);
  return { patches, oldest: dates.length === 0 ? null : new Date(dates.reduce((a, b) => Math.min(a, b))) };
}

/** Patches whose mails are read at a time. */
const BATCH = 200;

/** The patch-ids of patches that were imported before there were any, by number of the message. */
async function countUnread(moot: Moot, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (let at = 0; at < ids.length; at += BATCH) {
    const rows = await moot.prisma.message.findMany({
      where: { id: { in: ids.slice(at, at + BATCH) } },
      select: { id: true, raws: { orderBy: { id: 'asc' } } },
    });
    for (const row of rows) {
      const [shown] = await readForms(moot, row);
      const diff = shown === undefined ? '' : (readPatch(shown.message)?.diffText ?? '');
      const id = patchId(diff, (text) => createHash('sha1').update(text).digest());
      if (id !== undefined) found.set(row.id, id);
    }
  }
  return found;
}

/** Where reading a repository stopped last time; undefined where it was never read. */
export async function findRepository(
  moot: Moot,
  path: string,
): Promise<{ readonly id: number; readonly head: string | null; readonly readAt: Date | null } | undefined> {
  return (
    (await moot.prisma.repository.findUnique({ where: { path }, select: { id: true, head: true, readAt: true } })) ??
    undefined
  );
}

/** Commits without a release yet, of a repository. */
export async function listUnreleased(moot: Moot, path: string): Promise<readonly string[]> {
  const rows = await moot.prisma.commit.findMany({
    where: { repository: { path }, release: null },
    select: { hash: true },
  });
  return rows.map(({ hash }) => hash);
}

/**
 * Writes what was read of a repository: the commits with what they were made of, the release of each where one has it, and
 * how far it was read. What was written before stays; a surer sign takes the place of a weaker one.
 */
export async function writeCommits(
  moot: Moot,
  path: string,
  head: string,
  matched: readonly MatchedCommit[],
  releases: ReadonlyMap<string, string>,
): Promise<void> {
  await inTransaction(moot.prisma, async (tx) => {
    const { id: repositoryId } = await tx.repository.upsert({
      where: { path },
      create: { path, head, readAt: new Date() },
      update: { head, readAt: new Date() },
    });
    for (const { hash, subject, authorName, authorAddress, authorDate, commitDate, patches } of matched) {
      const data = {
        subject,
        author: `${authorName} <${authorAddress}>`,
        authorDate: new Date(authorDate),
        commitDate: new Date(commitDate),
      };
      const { id: commitId } = await tx.commit.upsert({
        where: { repositoryId_hash: { repositoryId, hash } },
        create: { repositoryId, hash, ...data },
        update: data,
      });
      for (const [nameId, by] of patches) {
        await tx.commitPatch.upsert({
          where: { commitId_nameId: { commitId, nameId } },
          create: { commitId, nameId, by },
          update: { by },
        });
      }
    }
    for (const [hash, release] of releases) {
      await tx.commit.updateMany({ where: { repositoryId, hash }, data: { release } });
    }
  });
}
