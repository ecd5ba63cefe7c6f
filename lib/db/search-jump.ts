import { findPatchesOfCommit } from '#lib/db/commits';
import type { Moot } from '#lib/db/open';
import { findJump } from '#lib/search/jump';

/** What a text in the search box leads to. */
export type Target =
  /** A mail, held or referred to; a patch; a change of the debate by its name. */
  | { readonly kind: 'mail'; readonly messageId: string }
  | { readonly kind: 'patch'; readonly messageId: string }
  | { readonly kind: 'change'; readonly slug: string }
  /** It names something that is not here: said in a sentence, with the query that looks for who speaks of it. */
  | { readonly kind: 'missing'; readonly message: string; readonly query: string };

/** Where a text leads that names one thing; undefined for words. */
export async function findTarget(text: string, moot: Moot): Promise<Target | undefined> {
  const jump = findJump(text);
  if (jump === undefined) return undefined;
  if (jump.kind === 'commit') return (await findCommit(jump.commit, moot)) ?? missCommit(jump.commit);
  const { messageId } = jump;
  const name = await moot.prisma.messageName.findUnique({ where: { text: messageId }, select: { id: true } });
  if (name !== null) return { kind: 'mail', messageId };
  // Somebody's own address is looked for without a word about it.
  const query = `"${messageId.replaceAll('"', ' ')}"`;
  const message = `The mail ${messageId} is not here, and none that is here refers to it. Below is what has its Message-ID in its text.`;
  return jump.kind === 'mailbox' ? undefined : { kind: 'missing', message, query };
}

async function findCommit(commit: string, moot: Moot): Promise<Target | undefined> {
  const rows = await moot.prisma.change.findMany({
    where: { commit: { not: null } },
    select: {
      commit: true,
      record: { select: { slug: true } },
      name: { select: { text: true, messages: { select: { id: true }, take: 1 } } },
    },
  });
  const [change, another] = rows.filter((row) => isSameCommit(row.commit ?? '', commit));
  if (change !== undefined && another === undefined) {
    const { name, record } = change;
    if (name !== null && name.messages.length > 0) return { kind: 'patch', messageId: name.text };
    return { kind: 'change', slug: record.slug };
  }
  const [patch, second] = await findPatchesOfCommit(moot, commit);
  return patch === undefined || second !== undefined ? undefined : { kind: 'patch', messageId: patch };
}

/** Commits are written with 12 digits or all 40: the shorter decides. */
function isSameCommit(a: string, b: string): boolean {
  return a.length > b.length ? a.startsWith(b) : b.startsWith(a);
}

/** Short ones are mostly words; of a long one is said that nothing was made of it. */
function missCommit(commit: string): Target | undefined {
  if (commit.length < 7) return undefined;
  const message = `No patch here is known to have become the commit ${commit}. Below is what speaks of it.`;
  return { kind: 'missing', message, query: commit.length < 40 ? `${commit}*` : commit };
}
