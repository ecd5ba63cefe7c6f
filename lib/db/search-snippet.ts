import type { SnippetSegment } from '#lib/db/archive-types';

const AROUND = 110;

/**
 * A piece of a mail's text around the words that were looked for, with them marked. The index stores no text, so the
 * snippet is cut from the decoded mail. A word may end in what `*` left open; words are those of the index.
 */
export function cutSnippet(text: string, words: readonly string[]): SnippetSegment[] {
  const pattern = makePattern(words);
  const first = pattern?.exec(text);
  const at = first?.index ?? 0;
  const from = at < AROUND ? 0 : startOfWord(text, at - AROUND / 2);
  const piece = text
    .slice(from, from + AROUND * 2)
    .replace(/\s+/g, ' ')
    .trim();
  const segments: SnippetSegment[] = [];
  const put = (part: string, isHit: boolean) => {
    if (part !== '') segments.push({ text: part, isHit });
  };
  if (from > 0) put('… ', false);
  let end = 0;
  for (const hit of pattern === undefined ? [] : piece.matchAll(new RegExp(pattern.source, 'giu'))) {
    put(piece.slice(end, hit.index), false);
    put(hit[0], true);
    end = hit.index + hit[0].length;
  }
  put(piece.slice(end), false);
  if (from + AROUND * 2 < text.length) put(' …', false);
  return segments;
}

function makePattern(words: readonly string[]): RegExp | undefined {
  const parts = words.flatMap((phrase) => {
    const pieces = phrase.match(/[\p{L}\p{N}_]+/gu) ?? [];
    return pieces.length === 0 ? [] : [pieces.join('[^\\p{L}\\p{N}_]+')];
  });
  return parts.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${parts.join('|')})[\\p{L}\\p{N}_]*`, 'iu');
}

function startOfWord(text: string, at: number): number {
  const space = text.slice(at, at + 40).search(/\s/);
  return space < 0 ? at : at + space + 1;
}
