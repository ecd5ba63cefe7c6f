import { createHash } from 'node:crypto';
import { comparableText } from '#lib/mail/list-footer';
import { identityText, type ParsedMessage } from '#lib/mail/message';
import { makeUpMessageId } from '#lib/mail/message-id';
import { printGitDiff } from '#lib/patch/diff/git-form';
import { patchId } from '#lib/patch/diff/patch-id';
import { type Patch, readPatch } from '#lib/patch/patch';
import { type PostingFacts, readPosting } from '#lib/patch/posting';
import { readProposal } from '#lib/patch/proposal';

/** What is read of a mail that is a patch, a cover letter, or a reply that proposes a diff. */
export interface PatchRow {
  readonly patch: Patch;
  /** A diff proposed in a reply: no part of the series that it answers. */
  readonly isProposal: boolean;
  /** As `git patch-id --stable` says it; undefined where the diff could not be read. */
  readonly patchId: string | undefined;
  readonly facts: PostingFacts;
}

/** A mail ready to be written: read once, hashed once. */
export interface MailRow {
  readonly bytes: Uint8Array;
  /** The bytes packed with the writer's dictionary, where that was done aside. */
  packed?: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly messageId: string;
  readonly message: ParsedMessage;
  readonly patch: PatchRow | undefined;
  /** SHA-256 of the text without what lists append. */
  readonly textHash: string;
  /** Lists of the mail and the one named for the import. */
  readonly lists: readonly string[];
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Puts together what is written for a mail. */
export function makeMailRow(
  bytes: Uint8Array,
  hash: string,
  message: ParsedMessage,
  list: string | undefined,
): MailRow {
  return {
    bytes,
    hash,
    messageId: message.messageId ?? makeUpMessageId(sha256(identityText(message))),
    message,
    patch: readPatchRow(message),
    textHash: sha256(comparableText(message.text)),
    lists: list === undefined ? message.lists : [...new Set([...message.lists, list])],
  };
}

/** What a mail is as a patch; undefined for one that is none. */
export function readPatchRow(message: ParsedMessage): PatchRow | undefined {
  const own = readPatch(message);
  const patch = own ?? readProposal(message);
  if (patch === undefined) return undefined;
  return {
    patch,
    isProposal: own === undefined,
    patchId: patch.files.length === 0 ? undefined : hashPatch(patch),
    facts: readPosting(message.text, patch.isCover),
  };
}

const sha1 = (text: string) => createHash('sha1').update(text).digest();

function hashPatch({ diffText, files }: Patch): string | undefined {
  return patchId(/^diff --git /m.test(diffText) ? diffText : printGitDiff(files), sha1);
}

/**
 * Which of the raw forms of one mail is shown: the one without what lists added to it, so the shortest text, then the
 * shortest subject, then the first that came.
 */
export function findClearest(forms: readonly ParsedMessage[]): number {
  let best = 0;
  for (const [i, form] of forms.entries()) {
    const held = forms[best];
    if (held === undefined) continue;
    const shorter = form.text.length - held.text.length || form.subject.length - held.subject.length;
    if (shorter < 0) best = i;
  }
  return best;
}
