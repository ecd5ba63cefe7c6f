import type { ReactNode } from 'react';

/** A diagram in a copy that has no mermaid, which is larger than all the rest: its table says the same. */
export function DiagramFigure({
  title,
  heading,
  caption,
  children,
}: {
  title: string;
  heading?: string;
  caption?: string;
  children?: ReactNode;
}) {
  return (
    <figure className="dgf">
      <figcaption>
        <b>{heading ?? title}.</b> {caption}
      </figcaption>
      {children}
    </figure>
  );
}
