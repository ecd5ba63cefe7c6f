import { type AnchorWords, noWords } from '#lib/patch/carry/anchor-words';
import { wordsOfLines } from '#lib/patch/carry/lines-words';
import type { DiffFile } from '#lib/patch/diff/diff';
import { type DiffItem, isDiffHead, keysOf, type LineItem, listItems } from '#lib/patch/diff/diff-item';
import { alignQuote, type QuotedLine } from '#lib/patch/review/align-quote';
import { type ReplyLine, readReplyLines } from '#lib/patch/review/reply-line';
import { countAttribution, isCutMark, saidText } from '#lib/patch/review/said-text';
import { partBlocks } from '#lib/text/block-lines';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** What a remark stands on. A hunk's `line` to `end` are all its lines on `side`; a file and the message have none. */
export interface RemarkPlace {
  readonly on: 'line' | 'hunk' | 'file' | 'message';
  /** As pages call the file: its new path, for a deleted file its old one; '' for the message. */
  readonly path: string;
  readonly side: 'old' | 'new';
  /** First and last line, 1-based; 0 where there is none. */
  readonly line: number;
  readonly end: number;
  readonly words: AnchorWords;
}

/** Something that a reply says below what it quotes. */
export interface QuotedRemark extends RemarkPlace {
  /** What is said, as plain text with its line ends. */
  readonly text: string;
  /** Counterexamples that stand in it, each with the lines around it; they are no part of `text`. */
  readonly blocks: readonly (readonly string[])[];
  /** 1-based number among the remarks of the reply. */
  readonly position: number;
  /** The line of the diff quoted last above it, without marks but with its sign; '' where it is below no such line. */
  readonly quoted: string;
  /** The paragraph of the mail's own text quoted last above a remark on the message, on one line; '' for none. */
  readonly about: string;
  /** Words quoted right above it that are neither the diff's nor the mail's text: a remark that it answers. '' for none. */
  readonly answers: string;
}

const onMessage: RemarkPlace = { on: 'message', path: '', side: 'new', line: 0, end: 0, words: noWords };

/**
 * The remarks of a reply to a patch, each with what it is about. `description` is the mail's text above its diff.
 *
 * A remark is about the line quoted last above it, unless that is the last of its hunk and context, quoted only because
 * nobody cut it: then about the last changed line that was quoted since the remark before. Empty lines at a quote's end are
 * nobody's subject. Below words of somebody else it stays where those were said. What follows a cut, or the end of the
 * quote, stays with the hunk. Where the quoted line is not certainly one of the diff's it falls back to the hunk that was
 * being quoted, and where that is not certain either, or nothing was quoted before it, to the message.
 */
export function readRemarks(replyText: string, files: readonly DiffFile[], description = ''): readonly QuotedRemark[] {
  return readReply(replyText, files, description).remarks;
}

/**
 * A reply's remarks, and what of the mail it quotes: the diff, else only the text above it; null where it does neither and
 * only goes on with the discussion.
 */
export function readReply(
  replyText: string,
  files: readonly DiffFile[],
  description = '',
): { readonly remarks: readonly QuotedRemark[]; readonly quotes: 'diff' | 'text' | null } {
  const items = listItems(files);
  const mail = {
    keys: new Set(items.map(({ key }) => key)),
    description: new Set(
      description
        .split('\n')
        .map(foldWhiteSpace)
        .filter((line) => line !== ''),
    ),
  };
  const lines = readReplyLines(replyText, mail);
  const located = locate(lines, items);
  const reader = new RemarkReader(files, items, mail.description);
  for (let i = 0; i < lines.length; ) {
    const depth0 = lines[i]?.depth === 0;
    let end = i;
    while (end < lines.length && (lines[end]?.depth === 0) === depth0) end++;
    const run = lines.slice(i, end);
    if (depth0)
      reader.say(
        run.map(({ text }) => text),
        end === lines.length,
      );
    else for (const [k, line] of run.entries()) reader.quote(line, located[i + k]);
    i = end;
  }
  const isDiff = located.some((item) => item !== undefined);
  return { remarks: reader.remarks, quotes: isDiff ? 'diff' : reader.quotesText ? 'text' : null };
}

/** The item of the diff that each line of a reply is. */
function locate(lines: readonly ReplyLine[], items: readonly DiffItem[]): (number | undefined)[] {
  const quoted: QuotedLine[] = [];
  const own: number[] = [];
  const again: { readonly line: number; readonly of: number }[] = [];
  let isApart = false;
  for (const [i, { depth, text }] of lines.entries()) {
    if (depth === 0 || isCutMark(text)) isApart = isApart || text.trim() !== '';
    else {
      const before = own.at(-1);
      // A line quoted once more has something else said of it, unless the diff has it twice.
      const isAgain = isApart && text.trim() !== '' && before !== undefined && lines[before]?.text === text;
      if (isAgain) again.push({ line: i, of: before });
      else {
        quoted.push({ keys: keysOf(text), depth, isApart });
        own.push(i);
      }
      isApart = false;
    }
  }
  const found: (number | undefined)[] = lines.map(() => undefined);
  for (const [k, item] of alignQuote(items, quoted).entries()) found[own[k] ?? 0] = item;
  for (const { line, of } of again) {
    const item = found[of];
    const own = item === undefined ? undefined : items[item];
    if (item === undefined || own === undefined) continue;
    // Where the next line of the diff says the same, it may be that one: then it is about their hunk.
    const isTwice = items[item + 1]?.key === own.key;
    const head = items.findIndex(({ kind, file, hunk }) => kind === 'hunk' && file === own.file && hunk === own.hunk);
    found[line] = isTwice ? head : item;
  }
  return found;
}

/** What pages call a file. */
function shownPath(file: DiffFile): string {
  return file.newPath === '/dev/null' ? file.oldPath : file.newPath;
}

/** A quoted line since the last remark. */
interface Quoted {
  readonly line: ReplyLine;
  readonly item: DiffItem | undefined;
  readonly is: 'diff' | 'description' | 'words' | 'cut' | 'nothing';
}

/** Goes through a reply from above and gathers what it says. */
class RemarkReader {
  readonly remarks: QuotedRemark[] = [];
  readonly #files: readonly DiffFile[];
  readonly #items: readonly DiffItem[];
  readonly #description: ReadonlySet<string>;
  /** Whether some of the text above the diff is quoted. */
  quotesText = false;
  /** Quoted since the last remark. */
  #block: Quoted[] = [];
  /** The line of the diff found last, wherever. */
  #last: DiffItem | undefined;
  /** Whether what is being quoted is a diff: a line of one was met, and no words since. */
  #isInDiff = false;

  constructor(files: readonly DiffFile[], items: readonly DiffItem[], description: ReadonlySet<string>) {
    this.#files = files;
    this.#items = items;
    this.#description = description;
  }

  quote(line: ReplyLine, found: number | undefined): void {
    const item = found === undefined ? undefined : this.#items[found];
    const is = this.#classify(line.text, item);
    if (is === 'diff') this.#isInDiff = true;
    else if (is === 'description' || is === 'words') this.#isInDiff = false;
    if (is === 'description') this.quotesText = true;
    this.#block.push({ line, item, is });
  }

  #classify(text: string, item: DiffItem | undefined): Quoted['is'] {
    if (text.trim() === '') return 'nothing';
    if (item !== undefined) return 'diff';
    if (/^-- ?$/.test(text)) return 'nothing';
    if (isCutMark(text)) return 'cut';
    if (isDiffHead(text)) return 'diff';
    if (this.#description.has(foldWhiteSpace(text))) return 'description';
    // Bullets begin with a sign as well; below words, or before any diff, they are bullets.
    if (/^[+-]/.test(text) && (this.#isInDiff || /^[+-](?:\t|\S| {2})/.test(text))) return 'diff';
    return this.#isInDiff && /^[ \t]/.test(text) ? 'diff' : 'words';
  }

  say(lines: readonly string[], isEnd: boolean): void {
    const { rest, blocks } = partBlocks(lines);
    const text = saidText(rest, isEnd);
    if (text === '' && blocks.length === 0) {
      // A cut that stands unquoted parts what is above it from what is below.
      if (lines.some(isCutMark)) this.#block.push({ line: { depth: 0, text: '' }, item: undefined, is: 'cut' });
      return;
    }
    const { place, quoted = '', about = '', answers = '' } = this.#place();
    this.remarks.push({ ...place, text, blocks, position: this.remarks.length + 1, quoted, about, answers });
    for (const { item, is } of this.#block) if (item !== undefined && is === 'diff') this.#last = item;
    this.#block = [];
  }

  #place(): { place: RemarkPlace; quoted?: string; about?: string; answers?: string } {
    const block = this.#withoutAttributions();
    const at = block.findLastIndex(({ is }) => is !== 'nothing' && is !== 'cut');
    const isCut = block.slice(at + 1).some(({ is }) => is === 'cut');
    const entry = block[at];
    const before = block.slice(0, at + 1).findLast(({ item }) => item !== undefined)?.item ?? this.#last;
    if (entry === undefined) return { place: this.#hunkOf(this.#last) };
    if (entry.is === 'description') return { place: onMessage, about: this.#paragraphAt(block, at) };
    if (entry.is === 'words') {
      const answers = this.#wordsAt(block, at);
      const previous =
        block.slice(0, at).findLast(({ item, is }) => is === 'diff' && item?.kind === 'line')?.item ?? this.#last;
      return { place: this.#placeOf(previous, []), answers };
    }
    const quoted = entry.item?.kind === 'line' ? entry.line.text : '';
    if (entry.item === undefined) return { place: this.#hunkBetween(block, at, before) };
    if (isCut) return { place: this.#hunkOf(entry.item), quoted };
    return { place: this.#placeOf(entry.item, block.slice(0, at + 1)), quoted };
  }

  /** Lines that introduce a deeper quote are nobody's words. */
  #withoutAttributions(): readonly Quoted[] {
    const block = [...this.#block];
    for (let i = 0; i < block.length; i++) {
      if (block[i]?.is !== 'words') continue;
      let end = i;
      while (block[end]?.is === 'words' && block[end]?.line.depth === block[i]?.line.depth) end++;
      const count = countAttribution(block.slice(i, end).map(({ line }) => line.text));
      for (let k = end - count; k < end; k++) {
        const line = block[k]?.line;
        if (line !== undefined) block[k] = { line, item: undefined, is: 'nothing' };
      }
      i = end - 1;
    }
    return block;
  }

  /** The words that end at `at`, over paragraphs, as one line. */
  #wordsAt(block: readonly Quoted[], at: number): string {
    const depth = block[at]?.line.depth;
    const start = block
      .slice(0, at)
      .findLastIndex(({ is, line }) => is === 'diff' || is === 'description' || line.depth !== depth);
    return foldWhiteSpace(
      block
        .slice(start + 1, at + 1)
        .filter(({ is }) => is === 'words')
        .map(({ line }) => line.text)
        .join(' '),
    );
  }

  /** The paragraph of the mail's own text that ends at `at`, as one line. */
  #paragraphAt(block: readonly Quoted[], at: number): string {
    const start = block.slice(0, at).findLastIndex(({ is }) => is !== 'description');
    return foldWhiteSpace(
      block
        .slice(start + 1, at + 1)
        .map(({ line }) => line.text)
        .join(' '),
    );
  }

  /** Where a remark is about that stands below `item`; `block` is what was quoted since the last one, up to it. */
  #placeOf(item: DiffItem | undefined, block: readonly Quoted[]): RemarkPlace {
    if (item === undefined) return onMessage;
    if (item.kind !== 'line') return item.kind === 'file' ? this.#fileOf(item) : this.#hunkOf(item);
    if (item.sign !== ' ') return item.sign === '\\' ? this.#hunkOf(item) : this.#lineOf(item);
    if (!item.isLast) return this.#lineOf(item);
    const isChange = (other: DiffItem | undefined): other is LineItem =>
      other?.kind === 'line' && other.file === item.file && other.hunk === item.hunk && /[+-]/.test(other.sign);
    return this.#lineOf(block.map((entry) => entry.item).findLast(isChange) ?? item);
  }

  /** A line that is none of the diff's: the hunk being quoted, if nothing says that it was left. */
  #hunkBetween(block: readonly Quoted[], at: number, before: DiffItem | undefined): RemarkPlace {
    const from = block.slice(0, at).findLastIndex(({ item }) => item !== undefined);
    const between = block.slice(from + 1, at + 1);
    const isLeft = between.some(({ line, is }) => is === 'cut' || isDiffHead(line.text));
    return from < 0 || isLeft ? onMessage : this.#hunkOf(before);
  }

  #lineOf(item: LineItem): RemarkPlace {
    const side = item.sign === '-' ? 'old' : 'new';
    const line = (side === 'old' ? item.oldLine : item.newLine) ?? 0;
    return this.#range('line', item.file, side, line, line);
  }

  #hunkOf(item: DiffItem | undefined): RemarkPlace {
    if (item === undefined) return onMessage;
    const hunk = this.#files[item.file]?.hunks[item.hunk];
    if (hunk === undefined) return this.#fileOf(item);
    const { oldStart, oldLines, newStart, newLines } = hunk;
    return newLines > 0
      ? this.#range('hunk', item.file, 'new', newStart, newStart + newLines - 1)
      : this.#range('hunk', item.file, 'old', oldStart, oldStart + oldLines - 1);
  }

  #fileOf(item: DiffItem): RemarkPlace {
    const file = this.#files[item.file];
    if (file === undefined) return onMessage;
    return { ...onMessage, on: 'file', path: shownPath(file) };
  }

  #range(on: 'line' | 'hunk', at: number, side: 'old' | 'new', line: number, end: number): RemarkPlace {
    const file = this.#files[at];
    const words = file === undefined ? undefined : wordsOfLines(file, side, line, end);
    if (file === undefined || words === undefined) return onMessage;
    return { on, path: shownPath(file), side, line, end, words };
  }
}
