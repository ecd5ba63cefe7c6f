import { splitFrontMatter } from '#lib/markdown/front-matter';

/** Lines end in `\n`: a form sends `\r\n`. */
export function normalLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The Markdown under the front matter; the whole text where there is none. */
export function bodyOf(text: string): string {
  return splitFrontMatter(text)?.body ?? text;
}
