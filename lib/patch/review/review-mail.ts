import { printAttribution } from '#lib/mail/write-date';
import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import type { DiffFile } from '#lib/patch/diff/diff';
import { pathOf } from '#lib/patch/diff/diff-file';
import { type DiffLine, numberLines, printHunkHeader } from '#lib/patch/diff/hunk';
import { readRemarks } from '#lib/patch/review/quoted-remark';
import { printRemark } from '#lib/patch/review/remark-text';
import { applyMarks, markHash, type ReviewMark } from '#lib/patch/review/review-mark';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** The mail that is reviewed. */
export interface ReviewedMail {
  readonly author: { readonly name: string; readonly address: string };
  /** Milliseconds since 1970, and the zone it was written in, in minutes east of UTC; undefined where it does not say. */
  readonly dateMs: number | undefined;
  readonly zone: number;
  /** Its text above the diff. */
  readonly description: string;
  readonly files: readonly DiffFile[];
}

/** An annotation that goes into a review. */
export interface ReviewRemark {
  readonly slug: string;
  readonly on: 'line' | 'range' | 'file' | 'message' | 'series';
  /** As pages call the file. */
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
  readonly end: number;
  readonly words: AnchorWords;
  readonly kind: string;
  /** Markdown. */
  readonly body: string;
  /** Lines of the counterexamples that go with it, each with those that open and end it. */
  readonly blocks: readonly (readonly string[])[];
}

/** The text of a review, and what its header says beside it. */
export interface ReviewText {
  readonly text: string;
  readonly marks: readonly ReviewMark[];
  /** Slugs of remarks that would not be found at their place when the mail is read. */
  readonly unsure: readonly string[];
}

/** Lines quoted above a remark's own; more where the place would be in doubt. */
const CONTEXTS = [3, 8, 25, Number.POSITIVE_INFINITY];
/** Lines of the mail's own text that are quoted above remarks on the whole. */
const MAX_TEXT = 8;

/**
 * A review as kernel people write it: who wrote what is quoted; above remarks on the whole the first words of the mail; then
 * the diff, cut around each remark's lines, with the heads of its files and hunks, each remark below the last of its lines.
 * The text is read again before it is given, and more of the diff quoted until every remark is found at its place.
 */
export function printReview(
  mail: ReviewedMail,
  remarks: readonly ReviewRemark[],
  trailers: readonly string[],
): ReviewText {
  let best: ReviewText | undefined;
  for (const context of CONTEXTS) {
    const { text, said } = print(mail, remarks, trailers, context);
    const marks = said.map(markOf);
    const unsure = findUnsure(text, mail, said, marks);
    if (best === undefined || unsure.length < best.unsure.length) best = { text, marks, unsure };
    if (unsure.length === 0) break;
  }
  if (best === undefined) throw new Error('a review was not printed');
  return best;
}

function markOf(remark: ReviewRemark): ReviewMark {
  const { on, side, line, end, path, kind } = remark;
  const hash = markHash(printRemark(remark.body, remark.words.lines));
  return { hash, kind, on: on === 'series' ? 'message' : on, side, line, end: Math.max(line, end), path };
}

/** Remarks that reading the mail does not give back at their place. */
function findUnsure(
  text: string,
  { files, description }: ReviewedMail,
  remarks: readonly ReviewRemark[],
  marks: readonly ReviewMark[],
): readonly string[] {
  const read = applyMarks(readRemarks(text, files, description), marks, files).map(
    ({ on, path, side, line, end, text: said }) =>
      `${on} ${path} ${on === 'file' || on === 'message' ? '' : `${side} ${line} ${end}`} ${foldWhiteSpace(said)}`,
  );
  const left = [...read];
  return remarks.flatMap((remark, i) => {
    const mark = marks[i];
    if (mark === undefined) return [];
    const { on, path, side, line, end } = mark;
    const place = on === 'file' || on === 'message' ? '' : `${side} ${line} ${end}`;
    const said = foldWhiteSpace(printRemark(remark.body, remark.words.lines));
    const at = left.indexOf(`${on} ${on === 'message' ? '' : path} ${place} ${said}`);
    if (at < 0) return [remark.slug];
    left.splice(at, 1);
    return [];
  });
}

/** A text as far as it is written, and what it says, from above. */
interface Page {
  readonly lines: string[];
  readonly said: ReviewRemark[];
}

function print(
  mail: ReviewedMail,
  remarks: readonly ReviewRemark[],
  trailers: readonly string[],
  context: number,
): { readonly text: string; readonly said: readonly ReviewRemark[] } {
  const page: Page = { lines: [printAttribution(mail.author, mail.dateMs, mail.zone)], said: [] };
  const whole = remarks.filter((remark) => findHunk(mail.files, remark) === undefined && !isOnFile(mail.files, remark));
  if (whole.length > 0 || remarks.length === 0) quoteText(page, mail.description);
  for (const [i, remark] of whole.entries()) {
    // What parts two remarks is a quote between them.
    if (i > 0) quoteText(page, mail.description);
    say(page, remark);
  }
  for (const file of mail.files) {
    const own = remarks.filter((remark) => remark.path === pathOf(file) && !whole.includes(remark));
    quoteFile(page, file, own, context);
  }
  if (trailers.length > 0) page.lines.push('', ...trailers);
  return { text: `${page.lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`, said: page.said };
}

function isOnFile(files: readonly DiffFile[], { on, path }: ReviewRemark): boolean {
  return on === 'file' && files.some((file) => pathOf(file) === path);
}

/** The hunk that shows the last line of a remark, and that line's place in it. */
function findHunk(files: readonly DiffFile[], remark: ReviewRemark) {
  if (remark.on !== 'line' && remark.on !== 'range') return undefined;
  for (const file of files) {
    if (pathOf(file) !== remark.path) continue;
    for (const hunk of file.hunks) {
      const end = Math.max(remark.line, remark.end);
      const [start, count] = remark.side === 'old' ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
      if (end < start || end >= start + count) continue;
      const lines = numberLines(hunk);
      const numberOf = ({ oldLine, newLine }: DiffLine) => (remark.side === 'old' ? oldLine : newLine);
      const last = lines.findIndex((line) => numberOf(line) === end);
      const first = lines.findIndex((line) => numberOf(line) === remark.line);
      if (last >= 0) return { hunk, first: first < 0 ? last : first, last };
    }
  }
  return undefined;
}

/** Quotes the first paragraph of the mail's own text, and says that there is more. */
function quoteText({ lines }: Page, description: string): void {
  const rows = description.trim().split('\n');
  const end = rows.findIndex((row, i) => row.trim() === '' || row === '---' || i === MAX_TEXT);
  const first = rows.slice(0, end < 0 ? rows.length : end).filter((row) => row !== '');
  if (first.length === 0) return;
  lines.push(...first.map(quoteLine));
  if (end >= 0 && rows.slice(end).some((row) => row.trim() !== '')) lines.push('> [...]');
}

const quoteLine = (text: string) => (/^\s*$/.test(text) ? '>' : `> ${text}`);

function quoteFile(page: Page, file: DiffFile, remarks: readonly ReviewRemark[], context: number): void {
  if (remarks.length === 0) return;
  const { lines } = page;
  const [a, b] = [file.oldPath === '/dev/null' ? file.newPath : file.oldPath, pathOf(file)];
  const name = (side: string, path: string) => (path === '/dev/null' ? path : `${side}/${path}`);
  const head = [`diff --git a/${a} b/${b}`, `--- ${name('a', file.oldPath)}`, `+++ ${name('b', file.newPath)}`];
  const onFile = remarks.filter(({ on }) => on === 'file');
  lines.push(...head.map(quoteLine));
  for (const [i, remark] of onFile.entries()) {
    if (i > 0) lines.push(quoteLine(head[2] ?? ''));
    say(page, remark);
  }
  for (const hunk of file.hunks) {
    const own = remarks.flatMap((remark) => {
      const place = findHunk([{ ...file, hunks: [hunk] }], remark);
      return place === undefined ? [] : [{ remark, ...place }];
    });
    if (own.length === 0) continue;
    lines.push(quoteLine(printHunkHeader(hunk)));
    own.sort((x, y) => x.last - y.last || x.first - y.first);
    const rows = hunk.text.split('\n');
    let next = 0;
    for (const { remark, first, last } of own) {
      if (last < next) lines.push(quoteLine(rows[last] ?? ''));
      else {
        const from = Math.max(next, first - context);
        if (from > next) lines.push('> [...]');
        lines.push(...rows.slice(from, last + 1).map(quoteLine));
        next = last + 1;
      }
      say(page, remark);
    }
  }
}

function say({ lines, said }: Page, remark: ReviewRemark): void {
  lines.push('', printRemark(remark.body, remark.words.lines), '');
  for (const block of remark.blocks) lines.push(...block, '');
  said.push(remark);
}
