import { readCommitMessage } from '#lib/patch/commit-message';
import type { DiffFile } from '#lib/patch/diff/diff-file';
import { type PatchSource, readPatch } from '#lib/patch/patch';
import { type NormalDiff, normaliseFiles } from '#lib/patch/range/range-diff-text';

/** A patch as two versions of a series are compared: everything git would know of it had it been applied. */
export interface RangePatch {
  /** `Name <address>`. */
  readonly author: string;
  readonly title: string;
  /** The commit message after the title. */
  readonly body: readonly string[];
  /** Empty where there is no diff, or none that could be read. */
  readonly files: readonly DiffFile[];
  /** The diff as mailed where it could not be read: it is compared as it is. */
  readonly unread: string;
}

/** A patch as one text, its author, its message and its diff under heads, a line a string. */
export interface RangeText {
  readonly lines: readonly string[];
  /** Index of the first line of the diff; 0 where there is none, and the whole text is compared. */
  readonly diffAt: number;
  /** What the patch measures: making it up anew costs a share of this. */
  readonly diffSize: number;
}

/** A mail's patch; undefined for a mail that is none and for a cover letter. */
export function readRangePatch(
  message: PatchSource & { readonly author: { readonly name: string; readonly address: string } },
): RangePatch | undefined {
  const patch = readPatch(message);
  if (patch === undefined || patch.isCover) return undefined;
  const { subject, description, files, diffText } = patch;
  const mail = { author: message.author, title: subject.title, description };
  return { ...readCommitMessage(mail), files, unread: files.length > 0 ? '' : diffText };
}

export function sayPatch(patch: RangePatch): RangeText {
  const message = [patch.title, ...(patch.body.length > 0 ? ['', ...patch.body] : [])];
  const head = [
    ' ## Metadata ##',
    `Author: ${patch.author}`,
    '',
    ' ## Commit message ##',
    ...message.map((line) => (line === '' ? '' : `    ${expandTabs(line)}`)),
  ];
  const { lines, size } = sayDiff(patch);
  if (size === 0) return { lines: head, diffAt: 0, diffSize: 0 };
  return { lines: [...head, '', ...lines], diffAt: head.length + 1, diffSize: size };
}

function sayDiff({ files, unread }: RangePatch): NormalDiff {
  if (unread === '') return normaliseFiles(files);
  const lines = unread.trimEnd().split('\n');
  return { lines, size: lines.length };
}

/** Tabs as spaces to every eighth column, as git shows a message. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let text = '';
  let columns = 0;
  for (const [i, piece] of line.split('\t').entries()) {
    if (i > 0) {
      const spaces = 8 - (columns % 8);
      text += ' '.repeat(spaces);
      columns += spaces;
    }
    text += piece;
    columns += countColumns(piece);
  }
  return text;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns a text takes on a terminal: none for combining marks, two for wide characters. */
function countColumns(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}
