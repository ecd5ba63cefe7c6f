import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { getTermIndex } from '#lib/db/tooltips';
import { renderMarkdown } from '#lib/markdown/render';
import { Diagram } from './diagram';
import { type KnownScenarios, ScenarioEmbed } from './scenario-embed';

interface MarkdownProps {
  readonly text: string;
  /** In margins and lists. */
  readonly small?: boolean;
  /** Scenarios that need not be looked up when the text embeds them. */
  readonly known?: KnownScenarios;
  /** Whether terms lead to the glossary, each from its first use. */
  readonly areTermsMarked?: boolean;
  /** The term whose own entry this is. */
  readonly term?: string | undefined;
}

/** Markdown as prose, sanitised; its fenced scenarios run in place, its mermaid fences are drawn, its terms explained. */
export async function Markdown({ text, small = false, known, areTermsMarked = true, term }: MarkdownProps) {
  const terms = areTermsMarked
    ? { index: await getTermIndex(), ...(term === undefined ? {} : { except: term }) }
    : undefined;
  const components = {
    'moot-scenario': ({ slug, text: written }: { slug?: string; text?: string }) =>
      slug === undefined ? <pre className="code">{written}</pre> : <ScenarioEmbed slug={slug} known={known} />,
    'moot-mermaid': ({ text: source = '' }: { text?: string }) => <Diagram title="Diagram" text={source} />,
  };
  const nodes = toJsxRuntime(renderMarkdown(text, { terms }), { Fragment, jsx, jsxs, components });
  return <div className={small ? 'prose small' : 'prose'}>{nodes}</div>;
}
