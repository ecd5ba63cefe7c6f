import { readWords } from '#lib/markdown/excerpt';

/** The beginning of a Markdown text without its marks, at most this many letters, cut at a word; what is code alone says so. */
export function firstWords(markdown: string, most: number): string {
  const words = readWords(markdown).replace(/\s+/g, ' ').trim();
  if (words === '') return 'Code alone';
  return words.length > most ? `${words.slice(0, most).replace(/\s+\S*$/, '')} …` : words;
}
