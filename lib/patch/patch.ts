import { type DiffFile, readDiff, splitDiff } from '#lib/patch/diff/diff';
import { type PatchSubject, readSubject } from '#lib/patch/subject';
import { readTrailers, type Trailer } from '#lib/patch/trailer/trailer';

/** What of a parsed message a patch is read from. */
export interface PatchSource {
  readonly subject: string;
  readonly text: string;
  /** The text before space-stuffing was undone; undefined where it is not format=flowed. */
  readonly stuffed: string | undefined;
  readonly attachments: readonly { readonly text: string | undefined }[];
  /** What is odd about the mail: of one that is `flattened`, which lost its lines, no diff is taken. */
  readonly flags?: readonly string[];
}

/** A patch or a cover letter. */
export interface Patch {
  readonly subject: PatchSubject;
  readonly isCover: boolean;
  /** What is said above the diff: commit message and notes. */
  readonly description: string;
  readonly trailers: readonly Trailer[];
  /** The diff as mailed; '' for a cover letter. */
  readonly diffText: string;
  /** Empty where `problem` says why. */
  readonly files: readonly DiffFile[];
  readonly added: number;
  readonly removed: number;
  /** Why the diff could not be read; undefined when it was read and its counts agree. */
  readonly problem: string | undefined;
}

/**
 * Reads a patch out of a message; undefined for what is none. A reply is none, whatever it proposes, nor is a quoted diff.
 * A mail with an unquoted diff is one even without brackets in its subject, as Patchwork has it; so is a numbered one
 * without a diff, which is then a cover letter (part 0) or has a problem.
 */
export function readPatch(message: PatchSource): Patch | undefined {
  if (message.flags?.includes('flattened') === true) return undefined;
  const subject = readSubject(message.subject);
  if (subject.isReply) return undefined;
  const { above, diff, alternative } = findDiff(message);
  if (diff === '') {
    if (!subject.isPatch || subject.part === undefined) return undefined;
    const isCover = subject.part === 0;
    return build(subject, above, '', [], isCover ? undefined : 'the mail holds no diff', isCover);
  }
  const isCover = subject.part === 0 && subject.isPatch;
  // A cover letter's range-diff or example is text: only its parts are patches.
  if (isCover) return build(subject, message.text, '', [], undefined, true);
  let read = readDiff(diff);
  // Some mailers call a mail flowed and do not stuff it: then the lines as they came are the diff.
  if ('problem' in read && alternative !== undefined) {
    const second = readDiff(alternative);
    if ('files' in second) read = second;
  }
  if ('problem' in read) return build(subject, above, diff, [], read.problem, false);
  return build(subject, above, diff, read.files, undefined, false);
}

function findDiff(message: PatchSource): { above: string; diff: string; alternative: string | undefined } {
  const own = splitDiff(message.text);
  if (own.diff !== '') {
    const alternative = message.stuffed === undefined ? undefined : splitDiff(message.stuffed).diff;
    return { ...own, alternative };
  }
  const attached = message.attachments
    .map((attachment) => splitDiff(attachment.text ?? ''))
    .filter((split) => split.diff !== '');
  // What stands above the diff in the attachment is the commit message git wrote there.
  const above = [message.text, ...attached.map((split) => split.above)].filter((text) => text.trim() !== '').join('\n');
  return { above, diff: attached.map((split) => split.diff).join(''), alternative: undefined };
}

function build(
  subject: PatchSubject,
  description: string,
  diffText: string,
  files: readonly DiffFile[],
  problem: string | undefined,
  isCover: boolean,
): Patch {
  const trailers = readTrailers(description);
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  return { subject, isCover, description, trailers, diffText, files, added, removed, problem };
}
