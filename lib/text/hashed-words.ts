import type { TextPositionSelector } from '#lib/text/anchor';
import { findParagraphs, foldWhiteSpace } from '#lib/text/paragraph';
import { findSentences } from '#lib/text/sentence';

/** What is left of words where they may not be told: the 1-based paragraph they stood in, and their hash. */
export interface HashedWords {
  /** null where nobody said. */
  readonly paragraph: number | null;
  /** Of the words with white space folded. */
  readonly hash: string;
}

/** Most words of a paragraph in which every run of words is tried: some 40,000 hashes. */
const mostWords = 280;

/** Where words are whose hash alone is known, and in which paragraph. */
export interface FoundHashed extends TextPositionSelector {
  /** 1-based. */
  readonly paragraph: number;
}

/**
 * Finds the words of a hash: the whole of their paragraph; a sentence or a run of sentences of it; any run of its words;
 * then whole paragraphs and runs of sentences of the others. undefined where none of these has the hash: words in the midst
 * of a sentence are looked for in their own paragraph alone, and only where that has no more than 280 words.
 */
export function findHashed(
  text: string,
  { paragraph, hash }: HashedWords,
  hashOf: (words: string) => string,
): FoundHashed | undefined {
  const paragraphs = findParagraphs(text);
  const has = ({ start, end }: TextPositionSelector) => hashOf(foldWhiteSpace(text.slice(start, end))) === hash;
  const own = paragraph === null ? undefined : paragraphs[paragraph - 1];
  if (paragraph !== null && own !== undefined) {
    const found = [own].find(has) ?? sentenceRuns(text, own).find(has) ?? findRun(text, own, has);
    if (found !== undefined) return { ...found, paragraph };
  }
  const away = (index: number) => Math.abs(index + 1 - (paragraph ?? 1));
  const others = paragraphs
    .map((place, index) => ({ place, index }))
    .filter(({ index }) => index + 1 !== paragraph)
    .sort((a, b) => away(a.index) - away(b.index));
  for (const find of [
    (place: TextPositionSelector) => [place],
    (place: TextPositionSelector) => sentenceRuns(text, place),
  ]) {
    for (const { place, index } of others) {
      const found = find(place).find(has);
      if (found !== undefined) return { ...found, paragraph: index + 1 };
    }
  }
  return undefined;
}

/** Most sentences that a run of them has. */
const mostSentences = 5;

function sentenceRuns(text: string, { start, end }: TextPositionSelector): TextPositionSelector[] {
  const sentences = findSentences(text, start, end);
  return sentences.flatMap((first, index) =>
    sentences.slice(index, index + mostSentences).map((last) => ({ start: first.start, end: last.end })),
  );
}

function findRun(
  text: string,
  { start, end }: TextPositionSelector,
  has: (place: TextPositionSelector) => boolean,
): TextPositionSelector | undefined {
  const words = [...text.slice(start, end).matchAll(/\S+/g)].map((word) => ({
    start: start + word.index,
    end: start + word.index + word[0].length,
  }));
  if (words.length > mostWords) return undefined;
  for (const [index, first] of words.entries()) {
    for (const last of words.slice(index)) {
      const run = { start: first.start, end: last.end };
      if (has(run)) return run;
    }
  }
  return undefined;
}
