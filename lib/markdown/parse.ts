import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/**
 * Plain Markdown with GitHub's tables, footnotes and lists. No remark-directive: it reads `16:52:12` and `mapcount:1`
 * as directives and eats them.
 */
const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** The tree of a Markdown text. Never fails. */
export function parseMarkdown(markdown: string): Root {
  return processor.parse(markdown);
}
