import type { Element, ElementContent, Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeSanitize, { defaultSchema, type Options } from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { findFence } from '#lib/markdown/fence';
import { linkMessages } from '#lib/markdown/mail-links';
import { markTerms, type TermIndex } from '#lib/markdown/mark-terms';
import { parseMarkdown } from '#lib/markdown/parse';
import { findRecordLink, routeOf } from '#lib/markdown/record-link';

/** What a page may choose. */
export interface RenderOptions {
  /** Address of a mail; by default `/m/ID/`. */
  readonly mailHref?: (messageId: string) => string;
  /** Level of the highest heading, whatever the text begins with; by default 2, below the page's own. */
  readonly topHeading?: 2 | 3 | 4 | 5;
  /** Terms of a glossary to lead to where they are first used; `except` is the one whose own entry the text is. */
  readonly terms?: { readonly index: TermIndex; readonly except?: string } | undefined;
}

/**
 * What of HTML may come out. Nothing is loaded from elsewhere, so no pictures; ids are made here, after sanitising.
 */
const schema: Options = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img' && name !== 'picture' && name !== 'source'),
  protocols: { href: ['http', 'https'] },
};

const toHtml = unified().use(remarkRehype).use(rehypeSanitize, schema).freeze();

/**
 * Markdown to a tree that is safe to show. Raw HTML stays what it is, text: `<linux/mm.h>` in prose is no element.
 * A `scenario` block becomes `moot-scenario` with `slug` or `text`, a `mermaid` block `moot-mermaid` with `text`; they are
 * put in after sanitising, so no text can forge them.
 */
export function renderMarkdown(markdown: string, options: RenderOptions = {}): HastRoot {
  const tree = parseMarkdown(markdown);
  showHtmlAsText(tree);
  linkMessages(tree, options.mailHref ?? ((id) => `/m/${encodeURIComponent(id)}/`));
  linkRecords(tree);
  shiftHeadings(tree, options.topHeading ?? 2);
  const html = toHtml.runSync(tree);
  insertFences(html);
  nameHeadings(html);
  markForeignLinks(html);
  if (options.terms !== undefined) markTerms(html, options.terms.index, options.terms.except);
  return html;
}

/** Raw HTML as text, and pictures as links: a page asks no other host for anything. */
function showHtmlAsText(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined) return;
    if (node.type === 'html') {
      const text = { type: 'text', value: node.value } as const;
      const children: unknown[] = parent.children;
      // A block of HTML stands where only blocks may stand.
      const isBlock = ['root', 'blockquote', 'listItem', 'footnoteDefinition'].includes(parent.type);
      children[index] = isBlock ? { type: 'paragraph', children: [text] } : text;
    } else if (node.type === 'image') {
      const words = node.alt === null || node.alt === undefined || node.alt === '' ? node.url : node.alt;
      parent.children[index] = { type: 'link', url: node.url, children: [{ type: 'text', value: words }] };
    }
  });
}

function linkRecords(tree: Root): void {
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const link = findRecordLink(node.url);
    if (link !== undefined) node.url = routeOf(link.kind, link.slug, link.fragment);
  });
}

/** Moves all headings so that the highest has the level asked for: a page has one h1, and it is not in its text. */
function shiftHeadings(tree: Root, top: 2 | 3 | 4 | 5): void {
  let highest = 7;
  visit(tree, 'heading', (node) => {
    highest = Math.min(highest, node.depth);
  });
  const levels = [1, 2, 3, 4, 5, 6] as const;
  visit(tree, 'heading', (node) => {
    node.depth = levels[Math.min(node.depth + top - highest, 6) - 1] ?? 6;
  });
}

function insertFences(tree: HastRoot): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'pre' || parent === undefined || index === undefined) return;
    const code = node.children[0];
    if (code?.type !== 'element' || code.tagName !== 'code') return;
    const classes = code.properties.className;
    const language = Array.isArray(classes) ? String(classes[0] ?? '').replace(/^language-/, '') : '';
    const fence = findFence(language, textOf(code.children));
    if (fence === undefined) return;
    parent.children[index] = element(
      fence.is === 'mermaid' ? 'moot-mermaid' : 'moot-scenario',
      fence.is === 'scenario-by-id' ? { slug: fence.slug } : { text: fence.text },
    );
  });
}

/** Gives headings ids to link to; a repeated heading gets a number. */
function nameHeadings(tree: HastRoot): void {
  const seen = new Map<string, number>();
  visit(tree, 'element', (node) => {
    if (!/^h[1-6]$/.test(node.tagName) || node.properties.id !== undefined) return;
    const name =
      textOf(node.children)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'part';
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    node.properties.id = count === 0 ? name : `${name}-${count + 1}`;
  });
}

function markForeignLinks(tree: HastRoot): void {
  visit(tree, 'element', (node) => {
    const { href } = node.properties;
    if (node.tagName === 'a' && typeof href === 'string' && /^https?:/i.test(href)) {
      node.properties.rel = ['nofollow', 'noopener', 'noreferrer'];
    }
  });
}

function element(tagName: string, properties: Element['properties']): Element {
  return { type: 'element', tagName, properties, children: [] };
}

function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.value : node.type === 'element' ? textOf(node.children) : ''))
    .join('');
}
