import type { ElementContent, RootContent } from 'hast';
import { renderMarkdown } from '#lib/markdown/render';
import type { PreviewNode } from './annotation-preview';

/** Markdown as the nodes of a preview: sanitised, text and links; the text of a scenario or a diagram stays text. */
export function previewNodes(markdown: string): PreviewNode[] {
  return renderMarkdown(markdown, { topHeading: 4 }).children.flatMap(toNode);
}

function toNode(node: RootContent | ElementContent): PreviewNode[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const { slug, text, href } = node.properties;
  if (node.tagName === 'moot-scenario' || node.tagName === 'moot-mermaid') {
    const words = String(slug ?? text ?? '');
    return [slug === undefined ? element('pre', [words]) : element('a', [`Scenario ${words}`], `/scenarios/${words}`)];
  }
  return [element(node.tagName, node.children.flatMap(toNode), typeof href === 'string' ? href : null)];
}

function element(tag: string, children: readonly PreviewNode[], href: string | null = null): PreviewNode {
  return { tag, href, children };
}
