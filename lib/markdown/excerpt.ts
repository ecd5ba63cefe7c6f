import type { Nodes } from 'mdast';
import { parseMarkdown } from '#lib/markdown/parse';

/** The first paragraph as written, without its line break: a glossary entry's tooltip. Empty where there is none. */
export function findFirstParagraph(markdown: string): string {
  // A glossary is some sixty bodies that begin with a plain sentence: those need no tree.
  const plain = /^\s*(?<first>[A-Za-z][^\n]*(?:\n[A-Za-z(][^\n]*)*)(?:\n[ \t]*(?:\n|$)|$)/.exec(markdown)?.groups
    ?.first;
  if (plain !== undefined && !/^\s* {4}|\t/.test(markdown)) return plain;
  const paragraph = parseMarkdown(markdown).children.find((node) => node.type === 'paragraph');
  const { start, end } = paragraph?.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return '';
  return markdown.slice(start.offset, end.offset);
}

/** The words of a Markdown text without its marks, for search: blocks on lines of their own, code left out. */
export function readWords(markdown: string): string {
  return parseMarkdown(markdown)
    .children.filter((node) => node.type !== 'code')
    .map((node) => textOf(node))
    .join('\n');
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
