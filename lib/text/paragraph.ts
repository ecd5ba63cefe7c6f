/** Runs of white space as one space, none at the ends: what two renderings of the same words share. */
export function foldWhiteSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The paragraphs of a text in order: runs of lines between empty ones. A line of quote marks alone is empty. An anchor's
 * paragraph number is 1-based: paragraph 1 is the first of the list.
 */
export function splitParagraphs(text: string): string[] {
  return text
    .split(/\n(?:[ \t>]*\n)+/)
    .map((paragraph) => paragraph.replace(/^\n+|\n+$/g, ''))
    .filter((paragraph) => paragraph.trim() !== '');
}
