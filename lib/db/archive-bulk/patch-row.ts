import { createHash } from 'node:crypto';
import type { ParsedMessage } from '#lib/mail/message';
import type { DiffFile } from '#lib/patch/diff/diff-file';
import { printGitDiff } from '#lib/patch/diff/git-form';
import { patchId } from '#lib/patch/diff/patch-id';
import { type Patch, readPatch } from '#lib/patch/patch';
import { type PostingFacts, readPosting } from '#lib/patch/posting';
import { readProposal } from '#lib/patch/proposal';
import type { Trailer } from '#lib/patch/trailer/trailer';

/** What is stored of a file of a diff: its hunks are read from the mail where they are shown. */
export type FileRow = Omit<DiffFile, 'hunks' | 'binary'>;

/** What is stored of a mail that is a patch, a cover letter, or a reply that proposes a diff. */
export interface PatchRow extends PostingFacts {
  readonly title: string;
  readonly version: number;
  readonly part: number | undefined;
  readonly total: number | undefined;
  readonly isCover: boolean;
  /** A diff proposed in a reply: no part of the series that it answers. */
  readonly isProposal: boolean;
  /** As `git patch-id --stable` says it; undefined where the diff could not be read. */
  readonly patchId: string | undefined;
  readonly problem: string | undefined;
  readonly added: number;
  readonly removed: number;
  readonly trailers: readonly Trailer[];
  readonly files: readonly FileRow[];
}

/** Characters of what is looked up: PostgreSQL's indexes take 2,704 bytes. The mail itself keeps all. */
const MOST = 800;

/** What a mail is as a patch; undefined for one that is none. */
export function readPatchRow(message: ParsedMessage): PatchRow | undefined {
  const own = readPatch(message);
  const patch = own ?? readProposal(message);
  if (patch === undefined) return undefined;
  const { subject, isCover, problem, added, removed, trailers, files } = patch;
  const isProposal = own === undefined;
  const posting = readPosting(message.text, isCover);
  return {
    title: subject.title,
    version: subject.version,
    part: isProposal ? undefined : subject.part,
    total: isProposal ? undefined : subject.total,
    patchId: files.length === 0 ? undefined : hashPatch(patch),
    ...{ isCover, isProposal, problem, added, removed },
    trailers: trailers.filter(({ key }) => key.length <= MOST),
    files: files.map(({ hunks: _, binary: __, ...file }) => {
      return { ...file, oldPath: file.oldPath.slice(0, MOST), newPath: file.newPath.slice(0, MOST) };
    }),
    ...posting,
    mentions: posting.mentions.filter(({ id }) => id.length <= MOST),
  };
}

const sha1 = (text: string) => createHash('sha1').update(text).digest();

function hashPatch({ diffText, files }: Patch): string | undefined {
  return patchId(/^diff --git /m.test(diffText) ? diffText : printGitDiff(files), sha1);
}
