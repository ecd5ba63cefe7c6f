import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { renderMarkdown } from '#lib/markdown/render';
import { Diagram } from './diagram';
import { ScenarioEmbed } from './scenario-embed';

interface MarkdownProps {
  readonly text: string;
  /** In margins and lists. */
  readonly small?: boolean;
}

/** Markdown as prose, sanitised; its fenced scenarios run in place and its mermaid fences are drawn. */
export function Markdown({ text, small = false }: MarkdownProps) {
  return <div className={small ? 'prose small' : 'prose'}>{markdownNodes(text)}</div>;
}

function markdownNodes(text: string) {
  return toJsxRuntime(renderMarkdown(text), {
    Fragment,
    jsx,
    jsxs,
    components: { 'moot-scenario': EmbeddedScenario, 'moot-mermaid': EmbeddedDiagram },
  });
}

function EmbeddedScenario({ slug, text }: { slug?: string; text?: string }) {
  if (slug !== undefined) return <ScenarioEmbed slug={slug} />;
  return text === undefined ? null : <pre className="code">{text}</pre>;
}

function EmbeddedDiagram({ text }: { text?: string }) {
  return text === undefined ? null : <Diagram title="Diagram" text={text} />;
}
