import type { Author, MessageBlock } from '#lib/db/archive-types';
import { foldWhiteSpace, splitParagraphs } from '#lib/text/paragraph';
import { beginsDiff, countDiff, diffRuns, joinRuns, lookOfDiffLine, type Run } from './diff-runs';

/** A mail that a quote may come from: the parent and the mails above it. */
export interface Quotable {
  readonly messageId: string;
  readonly author: Author;
  readonly dateIso: string | null;
}

/** Who is quoted, as far as the mail says or its place in the thread tells. */
export type QuoteSource =
  | { readonly kind: 'mail'; readonly mail: Quotable }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'unknown' };

/** A stretch of a mail as the page shows it. `start` is where it begins in the mail's text, in UTF-16 units. */
export type MailPiece =
  | { readonly kind: 'text'; readonly start: number; readonly text: string }
  | { readonly kind: 'signature'; readonly start: number; readonly text: string }
  | { readonly kind: 'diff'; readonly start: number; readonly runs: readonly Run[] }
  | {
      readonly kind: 'quote';
      readonly start: number;
      readonly source: QuoteSource;
      /** Lines quoted, empty ones included. */
      readonly lines: number;
      readonly runs: readonly Run[];
      /** What the quoted diff does; null where no diff is quoted. */
      readonly diff: { readonly files: number; readonly added: number; readonly removed: number } | null;
    };

/**
 * Cuts a mail into what the page folds, colours or shows plainly. An attribution goes with the quote it introduces: its
 * words are shown inside the fold. `above` are the mails it may quote, parent first.
 */
export function cutMail(blocks: readonly MessageBlock[], above: readonly Quotable[]): MailPiece[] {
  const pieces: MailPiece[] = [];
  let source: QuoteSource = above[0] === undefined ? { kind: 'unknown' } : { kind: 'mail', mail: above[0] };
  let isInDiff = false;
  for (let index = 0; index < blocks.length; ) {
    const block = blocks[index];
    if (block === undefined) break;
    if (block.kind === 'quote' || (block.kind === 'attribution' && blocks[index + 1]?.kind === 'quote')) {
      const lines: Run[] = [];
      const { start } = block;
      for (let next = blocks[index]; next?.kind === 'quote' || next?.kind === 'attribution'; next = blocks[++index]) {
        if (next.kind === 'attribution') {
          if (blocks[index + 1]?.kind !== 'quote') break;
          source = findSource(next.text, above);
          isInDiff = false;
          lines.push(...next.text.split('\n').map((text): Run => ({ look: 'plain', text })));
          continue;
        }
        const mark = '> '.repeat(next.depth);
        isInDiff ||= next.depth === 1 && isFragment(next.text);
        for (const text of next.text.split('\n')) {
          isInDiff = (isInDiff && text !== '-- ') || beginsDiff(text);
          const look = next.depth === 1 && isInDiff ? lookOfDiffLine(text) : next.depth === 1 ? 'q1' : 'q2';
          lines.push({ look, text: `${mark}${text}`.trimEnd() });
        }
      }
      const runs = joinRuns(lines);
      const count = countDiff(runs);
      const diff = count.added + count.removed > 0 ? count : null;
      pieces.push({
        kind: 'quote',
        start,
        source,
        lines: lines.filter(({ look }) => look !== 'plain').length,
        runs,
        diff,
      });
      continue;
    }
    index += 1;
    const { start, text } = block;
    if (block.kind === 'diff') pieces.push({ kind: 'diff', start, runs: diffRuns(text) });
    else if (block.kind === 'signature') pieces.push({ kind: 'signature', start, text });
    else pieces.push({ kind: 'text', start, text });
  }
  return pieces;
}

/**
 * Whether a quote without a `@@` line is a piece of a diff: every line has a diff's sign, and one is a line of code that
 * was added or removed. A list with hyphens has no tabs.
 */
function isFragment(text: string): boolean {
  const lines = text.split('\n');
  return lines.every((line) => /^(?:[-+ \\@]|$)/.test(line)) && lines.some((line) => /^[-+]\t/.test(line));
}

const wrote = /^\s*(?:on\s+)?(?<words>.*?)[\s,]*\b(?:wrote|writes|said|schrieb|écrit)\b.*$/is;

/**
 * The mail that an attribution names: the nearest above whose author's name or address stands in it. Names are compared
 * instead of dates, because writers' programs print dates in their own zone and words.
 */
function findSource(attribution: string, above: readonly Quotable[]): QuoteSource {
  const text = attribution.toLowerCase();
  const mail = above.find(({ author }) =>
    [author.name, author.address].some((name) => name !== '' && text.includes(name.toLowerCase())),
  );
  if (mail !== undefined) return { kind: 'mail', mail };
  const words = (wrote.exec(attribution)?.groups?.words ?? attribution).replace(/\s+/g, ' ').trim();
  if (words === '') return { kind: 'unknown' };
  return { kind: 'words', text: words.length > 90 ? `${words.slice(0, 89)}…` : words };
}

/** Cuts the prose of a mail at its empty lines, so that a note can stand beside a paragraph. */
export function cutParagraphs(pieces: readonly MailPiece[]): MailPiece[] {
  return pieces.flatMap((piece): MailPiece[] => {
    if (piece.kind !== 'text') return [piece];
    let at = 0;
    return splitParagraphs(piece.text).map((text) => {
      at = Math.max(piece.text.indexOf(text, at), at);
      const start = piece.start + at;
      at += text.length;
      return { kind: 'text', start, text };
    });
  });
}

/**
 * Which piece holds a paragraph of the whole text, by the paragraph's 1-based number. A paragraph begins in a quote
 * where no empty line parts it from the quote above; the answer is then the prose.
 */
export function paragraphPlaces(text: string, pieces: readonly MailPiece[]): Map<number, number> {
  const paragraphs = splitParagraphs(text).map(foldWhiteSpace);
  const places = new Map<number, number>();
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'text') continue;
    const words = foldWhiteSpace(piece.text);
    const found = paragraphs.findIndex((paragraph, number) => number >= at && paragraph.includes(words));
    if (found === -1) continue;
    places.set(found + 1, index);
    at = found;
  }
  return places;
}
