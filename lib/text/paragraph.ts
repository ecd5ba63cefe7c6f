import type { TextPositionSelector } from '#lib/text/anchor';

/** Runs of white space as one space, none at the ends: what two renderings of the same words share. */
export function foldWhiteSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Where the paragraphs of a text stand, in order: runs of lines between empty ones, without the line ends around them. A
 * line of quote marks alone is empty. An anchor's paragraph number is 1-based: paragraph 1 is the first of the list.
 */
export function findParagraphs(text: string): TextPositionSelector[] {
  const found: TextPositionSelector[] = [];
  let at = 0;
  const add = (from: number, to: number) => {
    let [start, end] = [from, to];
    while (start < end && text[start] === '\n') start++;
    while (end > start && text[end - 1] === '\n') end--;
    if (text.slice(start, end).trim() !== '') found.push({ start, end });
  };
  for (const gap of text.matchAll(/\n(?:[ \t>]*\n)+/g)) {
    add(at, gap.index);
    at = gap.index + gap[0].length;
  }
  add(at, text.length);
  return found;
}

/** The paragraphs of a text as text, in the order of {@link findParagraphs}. */
export function splitParagraphs(text: string): string[] {
  return findParagraphs(text).map(({ start, end }) => text.slice(start, end));
}

/** The 1-based number of the paragraph in which a place stands; of a place between two, the one after it, else the last. */
export function paragraphAt(paragraphs: readonly TextPositionSelector[], place: number): number {
  const index = paragraphs.findIndex(({ end }) => place < end);
  return index === -1 ? paragraphs.length : index + 1;
}
