/** A mail's text cut into what a reader tells apart. */

/**
 * `depth` is the number of `>` before the lines of a quote; they are taken off `text`. `start` is where the block begins in
 * the whole text, in UTF-16 units: a quote before its marks.
 */
export type TextBlock =
  | { readonly kind: 'text'; readonly start: number; readonly text: string }
  | { readonly kind: 'attribution'; readonly start: number; readonly text: string }
  | { readonly kind: 'diff'; readonly start: number; readonly text: string }
  | { readonly kind: 'signature'; readonly start: number; readonly text: string }
  | { readonly kind: 'quote'; readonly depth: number; readonly start: number; readonly text: string };

const quoted = /^(?:[ \t]?[>|]){1,}/;
const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Number of quote marks before a line; `|` counts only after a `>`. */
export function quoteDepth(line: string): number {
  const first = line.charCodeAt(0);
  if (first !== 62 && ((first !== 32 && first !== 9) || line.charCodeAt(1) !== 62)) return 0;
  return (quoted.exec(line)?.[0] ?? '').replace(/[^>|]/g, '').length;
}

/** The line without its quote marks and the one space after them. */
export function withoutQuoteMarks(line: string): string {
  const marks = quoted.exec(line)?.[0].length ?? 0;
  return line.slice(line.charCodeAt(marks) === 32 ? marks + 1 : marks);
}

/** Whether an unquoted diff begins here: git's line, or the two file lines one after the other. */
export function opensDiff(line: string, next: string | undefined): boolean {
  if (line.startsWith('diff --git ') || line.startsWith('diff -')) return true;
  if (/^Index: \S/.test(line) && (next?.startsWith('====') ?? false)) return true;
  return /^--- \S/.test(line) && /^\+\+\+ \S/.test(next ?? '');
}

const diffHeader =
  /^(?:diff |index [0-9a-f]|--- |\+\+\+ |@@ |Index: |=====|(?:old|new|deleted|new file|deleted file) mode |similarity index|dissimilarity index|rename |copy |Binary files |GIT binary patch|\\ No newline)/;

/** Index after the last line of the diff that begins at `start`. Hunks are followed by their counts. */
export function findDiffEnd(lines: readonly string[], start: number): number {
  let i = start;
  let end = start;
  while (i < lines.length) {
    const line = lines[i] ?? '';
    const counts = hunk.exec(line);
    if (counts !== null) {
      let old = Number(counts[1] ?? 1);
      let fresh = Number(counts[2] ?? 1);
      i++;
      while (i < lines.length && (old > 0 || fresh > 0)) {
        const sign = (lines[i] ?? '').charAt(0);
        if (sign === '-') old--;
        else if (sign === '+') fresh--;
        else if (sign === ' ' || sign === '' || sign === '\t') {
          old--;
          fresh--;
        } else if (sign !== '\\') break;
        i++;
      }
      end = i;
      continue;
    }
    // Between two files of a patch some senders leave an empty line.
    if (line === '' && opensDiff(lines[i + 1] ?? '', lines[i + 2])) {
      i++;
      continue;
    }
    if (!diffHeader.test(line)) break;
    i++;
    if (line === 'GIT binary patch') i = findBinaryEnd(lines, i);
    end = i;
  }
  return Math.max(end, start + 1);
}

/** Index after the pieces of git's binary patch: each says its size, has lines of base 85, and ends in an empty line. */
function findBinaryEnd(lines: readonly string[], start: number): number {
  let i = start;
  while (/^(?:literal|delta) \d+$/.test(lines[i] ?? '')) {
    i++;
    while (/^[A-Za-z](?:[\w!#$%&()*+;<=>?@^`{|}~-]{5})+$/.test(lines[i] ?? '')) i++;
    if (lines[i] === '') i++;
  }
  return i;
}

/** Words that end the line which introduces a quote, in the languages met. */
const wrote =
  /(?:wrote|writes|said|says|schrieb|a écrit|escribió|ha scritto|написал\S*|写道|さんは書きました)\s*[:：]?\s*$|^(?:On|Am|Le|El|Il) .*:\s*$/i;

/** How many of the lines gathered so far introduce the quote that begins now: up to three, the last ending in a colon. */
function countAttribution(lines: readonly string[]): number {
  let last = lines.length - 1;
  while (last >= 0 && (lines[last] ?? '').trim() === '' && lines.length - last <= 2) last--;
  if (last < 0 || (lines[last] ?? '').trim() === '') return 0;
  for (let first = last; first >= 0 && first > last - 3; first--) {
    const line = lines[first] ?? '';
    if (line.trim() === '') return 0;
    if (wrote.test(lines.slice(first, last + 1).join(' '))) {
      // The sentence may have begun a line or two above: `On Fri, 17 Dec 2021 at 12:30,` / `Ann Ek <ann@x> wrote:`.
      while (first > 0 && first > last - 2 && /^(?:On|Am|Le|El|Il|\*|At) /.test(lines[first - 1] ?? '')) first--;
      return lines.length - first;
    }
  }
  return 0;
}

/** Cuts a decoded text into blocks; put together again in order they hold every line, quotes without their marks. */
export function splitBlocks(text: string): TextBlock[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const signature = findSignature(lines);
  const starts = startsOf(lines);
  const startOf = (line: number) => starts[line] ?? text.length;
  const blocks: TextBlock[] = [];
  let plain: string[] = [];
  // `end` is the line after the last of the plain ones.
  const flush = (end: number) => {
    const all = plain.join('\n');
    const joined = all.replace(/^\n+|\s+$/g, '');
    const empty = all.length - all.replace(/^\n+/, '').length;
    if (joined !== '') blocks.push({ kind: 'text', start: startOf(end - plain.length) + empty, text: joined });
    plain = [];
  };
  for (let i = 0; i < signature; ) {
    const line = lines[i] ?? '';
    const depth = quoteDepth(line);
    if (depth > 0) {
      const count = countAttribution(plain);
      const words = plain.splice(plain.length - count).join('\n');
      const attribution = words.trim();
      flush(i - count);
      if (attribution !== '') {
        const start = startOf(i - count) + words.length - words.trimStart().length;
        blocks.push({ kind: 'attribution', start, text: attribution });
      }
      const start = startOf(i);
      const quote: string[] = [];
      while (i < signature && quoteDepth(lines[i] ?? '') === depth) quote.push(withoutQuoteMarks(lines[i++] ?? ''));
      blocks.push({ kind: 'quote', depth, start, text: quote.join('\n') });
    } else if (opensDiff(line, lines[i + 1])) {
      flush(i);
      const end = Math.min(findDiffEnd(lines, i), signature);
      blocks.push({ kind: 'diff', start: startOf(i), text: lines.slice(i, end).join('\n') });
      i = Math.max(end, i + 1);
    } else {
      plain.push(line);
      i++;
    }
  }
  flush(signature);
  if (signature < lines.length)
    blocks.push({
      kind: 'signature',
      start: startOf(signature + 1),
      text: lines
        .slice(signature + 1)
        .join('\n')
        .trimEnd(),
    });
  return blocks;
}

/** Where each line begins in the text that they make. */
function startsOf(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

/** Index of the `-- ` line that opens the signature: the last one, with at most 20 lines after it. */
function findSignature(lines: readonly string[]): number {
  for (let i = lines.length - 1; i >= 0 && i >= lines.length - 21; i--) if (lines[i] === '-- ') return i;
  return lines.length;
}
