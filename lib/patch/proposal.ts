import { readDiff, splitDiff } from '#lib/patch/diff/diff';
import type { Patch, PatchSource } from '#lib/patch/patch';
import { readSubject } from '#lib/patch/subject';
import { readTrailers } from '#lib/patch/trailer/trailer';

/** A perforation as git-mailinfo knows it: dashes with scissors on them. */
const scissors = /^(?=.*-)[ \t-]*(?:>8|8<|>%|%<)[ \t><8%-]*(?:cut here)?[ \t><8%-]*$/im;

/** What a mailer without quote marks writes above the mail that it repeats whole. */
const repeated = /^(?:-{3,} ?(?:Original Message|Forwarded message|Ursprüngliche Nachricht)|_{20,}\s*\nFrom: )/im;

/**
 * Reads the diff that a reply proposes: unquoted, under scissors or not. undefined for a mail that is no reply, a reply
 * without hunks of its own, and one that repeats the mail it answers without quote marks. What it proposes is no part of
 * the series that it answers. Under scissors it may have a subject of its own, and what is said above them is to the list.
 */
export function readProposal(message: PatchSource): Patch | undefined {
  if (message.flags?.includes('flattened') === true) return undefined;
  // Most mails are replies, and few of them hold a hunk: the others are not cut up to find that out.
  if (!message.text.includes('\n@@ -')) return undefined;
  const subject = readSubject(message.subject);
  if (!subject.isReply) return undefined;
  const { above, diff } = splitDiff(message.text);
  if (!/^@@ -\d/m.test(diff) || repeated.test(above)) return undefined;
  const cut = scissors.exec(above);
  const below = cut === null ? above : above.slice(cut.index + cut[0].length).replace(/^\n+/, '');
  const own = cut === null ? undefined : /^(?:(?:From|Date): .*\n)*Subject: *(\S.*)$/m.exec(below)?.[1];
  const read = readDiff(diff);
  const files = 'files' in read ? read.files : [];
  return {
    subject: { ...subject, title: own === undefined ? subject.title : readSubject(own).title },
    isCover: false,
    description: below,
    trailers: cut === null ? [] : readTrailers(below),
    diffText: diff,
    files,
    added: files.reduce((sum, file) => sum + file.added, 0),
    removed: files.reduce((sum, file) => sum + file.removed, 0),
    problem: 'problem' in read ? read.problem : undefined,
  };
}
