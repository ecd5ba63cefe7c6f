'use client';

import type { Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';

/** The body as it will read. Scenarios and diagrams stand as their text: they are run and drawn on the page itself. */
export function Preview({ root }: { root: Root }) {
  const components = { 'moot-scenario': Fence, 'moot-mermaid': Fence };
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" tabIndex={-1}>
        Preview
      </h2>
      <div className="prose">{toJsxRuntime(root, { Fragment, jsx, jsxs, components })}</div>
    </section>
  );
}

function Fence({ slug, text }: { slug?: string; text?: string }) {
  return <pre>{text ?? `scenario ${slug ?? ''}`}</pre>;
}
