import { wordsOfLines } from '#lib/patch/carry/lines-words';
import type { DiffFile } from '#lib/patch/diff/diff';
import type { QuotedRemark, RemarkPlace } from '#lib/patch/review/quoted-remark';
import { foldWhiteSpace } from '#lib/text/paragraph';
import { shortHash } from '#lib/text/short-hash';

/**
 * What a review mail cannot say in words that another mail client shows: of which kind a remark is, and where the range
 * begins whose last line is quoted above it. It stands in a header of its own; without it a remark is a note on a line.
 */
export interface ReviewMark {
  /** Of what the remark says, see `markHash`. */
  readonly hash: string;
  readonly kind: string;
  readonly on: 'line' | 'range' | 'file' | 'message';
  readonly side: 'old' | 'new';
  /** First and last line; 0 where it stands on none. */
  readonly line: number;
  readonly end: number;
  readonly path: string;
}

/** The header's name. */
export const MARK_HEADER = 'X-Moot-Remarks';

/** Tells the remarks of one mail apart, however their lines are broken. */
export function markHash(text: string): string {
  return shortHash(foldWhiteSpace(text));
}

/** Characters of a header's value: git takes folds away before it sends, and a server carries 998 bytes a line. */
const MAX_VALUE = 800;

/** The headers' values: words parted by spaces, so that each can be folded anywhere. */
export function printMarks(marks: readonly ReviewMark[]): readonly string[] {
  const values: string[] = [];
  for (const { hash, kind, on, side, line, end, path } of marks) {
    const word = [hash, kind, on, side, line, end, encodeURIComponent(path)].join(':');
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= MAX_VALUE) values[values.length - 1] = `${last} ${word}`;
    else values.push(word);
  }
  return values;
}

/** The marks of a mail's headers; what is not understood is left out. */
export function readMarks(headers: readonly string[]): readonly ReviewMark[] {
  const word = /^([0-9a-f]{8}):([a-z]{1,20}):(line|range|file|message):(old|new):(\d{1,7}):(\d{1,7}):(\S*)$/;
  return headers
    .join(' ')
    .split(/\s+/)
    .flatMap((text): ReviewMark[] => {
      const [, hash = '', kind = '', on, side, line, end, path = ''] = word.exec(text) ?? [];
      if (on !== 'line' && on !== 'range' && on !== 'file' && on !== 'message') return [];
      try {
        const whose = side === 'old' ? 'old' : 'new';
        return [{ hash, kind, on, side: whose, line: Number(line), end: Number(end), path: decodeURIComponent(path) }];
      } catch {
        return [];
      }
    });
}

/** A remark with what its mark says of it. */
export type MarkedRemark = Omit<QuotedRemark, 'on'> & {
  readonly on: RemarkPlace['on'] | 'range';
  /** undefined where nothing marks it. */
  readonly kind: string | undefined;
};

/**
 * Puts a mail's remarks where its marks say, if what is quoted agrees: a mark moves a remark within the hunk that it stands
 * in and never onto a last line that says something else than what is quoted.
 */
export function applyMarks(
  remarks: readonly QuotedRemark[],
  marks: readonly ReviewMark[],
  files: readonly DiffFile[],
): readonly MarkedRemark[] {
  const left = [...marks];
  return remarks.map((remark) => {
    const hash = markHash(remark.text);
    const at = left.findIndex((mark) => mark.hash === hash);
    const [mark] = at < 0 ? [] : left.splice(at, 1);
    if (mark === undefined) return { ...remark, kind: undefined };
    return { ...remark, ...placeOf(remark, mark, files), kind: mark.kind };
  });
}

function placeOf(remark: QuotedRemark, mark: ReviewMark, files: readonly DiffFile[]) {
  if (mark.on === 'file' || mark.on === 'message' || mark.path !== remark.path) return {};
  const file = files.find(({ oldPath, newPath }) => (newPath === '/dev/null' ? oldPath : newPath) === mark.path);
  const words = file === undefined ? undefined : wordsOfLines(file, mark.side, mark.line, mark.end);
  if (file === undefined || words === undefined || !isInOneHunk(file, remark, mark)) return {};
  const said = remark.quoted === '' ? '' : foldWhiteSpace(remark.quoted.replace(/^[+ -]/, ''));
  if (said !== '' && said !== foldWhiteSpace(words.lines.at(-1) ?? '') && (words.lines.at(-1) ?? '').trim() !== '')
    return {};
  const { on, side, line, end } = mark;
  return { on, side, line, end, words };
}

/** Whether some hunk holds both places. */
function isInOneHunk(file: DiffFile, a: Omit<RemarkPlace, 'on'>, b: ReviewMark): boolean {
  return file.hunks.some(({ oldStart, oldLines, newStart, newLines }) => {
    const holds = ({ side, line }: { readonly side: 'old' | 'new'; readonly line: number }) =>
      side === 'old' ? line >= oldStart && line < oldStart + oldLines : line >= newStart && line < newStart + newLines;
    return holds(a) && holds(b);
  });
}
