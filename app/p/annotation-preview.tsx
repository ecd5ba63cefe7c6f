import { createElement, type ReactNode } from 'react';

/** A piece of a preview as plain values: what a form can carry there and back, with scripts and without. */
export type PreviewNode =
  | string
  | { readonly tag: string; readonly href: string | null; readonly children: readonly PreviewNode[] };

/** The preview of an annotation. Its elements were sanitised where they were made; an address is the only property. */
export function AnnotationPreview({ nodes }: { nodes: readonly PreviewNode[] }): ReactNode {
  return nodes.map((node, index) =>
    typeof node === 'string'
      ? node
      : createElement(
          node.tag,
          { key: index, ...(node.href === null ? {} : { href: node.href }) },
          ...(node.children.length === 0 ? [] : [createElement(AnnotationPreview, { key: 0, nodes: node.children })]),
        ),
  );
}
