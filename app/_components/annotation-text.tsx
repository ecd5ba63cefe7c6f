import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { renderMarkdown } from '#lib/markdown/render';

/**
 * The Markdown of an annotation, sanitised. A margin is too narrow for a runner or a drawing: a scenario named by its id
 * is a link, the text of a scenario or a diagram stays text.
 */
export function annotationNodes(markdown: string) {
  return toJsxRuntime(renderMarkdown(markdown, { topHeading: 4 }), {
    Fragment,
    jsx,
    jsxs,
    components: { 'moot-scenario': Scenario, 'moot-mermaid': Text },
  });
}

function Scenario({ slug, text }: { slug?: string; text?: string }) {
  return slug === undefined ? (
    <Text {...(text === undefined ? {} : { text })} />
  ) : (
    <a href={`/scenarios/${slug}`}>Scenario {slug}</a>
  );
}

function Text({ text }: { text?: string }) {
  return <pre>{text}</pre>;
}
