'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** What a figure needs: the source, its name and description, and as `children` the same content in words. */
export interface DiagramFigureProps {
  readonly source: string;
  readonly title: string;
  readonly description: string;
  /** First word of the caption; the title where there is none. */
  readonly heading?: string;
  readonly caption?: string;
  /** What to mark as current: `m3` is the fourth message, any other word the id of a node; empty for nothing. */
  readonly marked?: string;
  readonly children?: ReactNode;
}

type Drawing =
  | { readonly state: 'waiting' | 'drawing' }
  | { readonly state: 'drawn'; readonly svg: string }
  | { readonly state: 'failed'; readonly why: string };

/**
 * A mermaid diagram. It is drawn when its figure comes into view, once per theme; until then, without scripts and
 * where it cannot be drawn, its table (or its source) stands there.
 */
export function DiagramFigure(props: DiagramFigureProps) {
  const { source, title, description, heading, caption, marked = '', children } = props;
  const figure = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const id = `d${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const [isSeen, setSeen] = useState(false);
  const [theme, setTheme] = useState(0);
  const [drawing, setDrawing] = useState<Drawing>({ state: 'waiting' });

  useEffect(() => {
    if (figure.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(figure.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const change = () => setTheme((count) => count + 1);
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const attribute = new MutationObserver(change);
    attribute.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', change);
    return () => {
      attribute.disconnect();
      system.removeEventListener('change', change);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the theme draws again
  useEffect(() => {
    if (!isSeen) return;
    let isStale = false;
    setDrawing((before) => (before.state === 'drawn' ? before : { state: 'drawing' }));
    import('./diagram-render')
      .then(({ renderDiagram }) => renderDiagram(id, source))
      .then(
        (svg) => !isStale && setDrawing({ state: 'drawn', svg }),
        (error: unknown) =>
          !isStale && setDrawing({ state: 'failed', why: error instanceof Error ? error.message : String(error) }),
      );
    return () => {
      isStale = true;
    };
  }, [isSeen, source, theme, id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing has to be marked again
  useEffect(() => {
    const svg = canvas.current?.querySelector('svg');
    if (svg === null || svg === undefined) return;
    void import('./diagram-mark').then(({ markStep }) => markStep(svg, marked));
  }, [marked, drawing]);

  const isDrawn = drawing.state === 'drawn';
  const words = children ?? (
    <pre className="code">
      <code>{source}</code>
    </pre>
  );
  return (
    <figure ref={figure} className="dgf" aria-busy={drawing.state === 'drawing'}>
      <figcaption>
        <b>{heading ?? title}.</b> {caption}{' '}
        <span className="acts">
          {isDrawn ? <Download name="SVG" file={`${id}.svg`} type="image/svg+xml" text={drawing.svg} /> : null}
          <Download name="Mermaid" file={`${id}.mmd`} type="text/plain" text={source} />
        </span>
      </figcaption>
      {isDrawn ? (
        <>
          <div
            ref={canvas}
            className="scroll dgc"
            role="img"
            aria-label={`${title}. ${description}`}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here by mermaid in strict mode from escaped labels
            dangerouslySetInnerHTML={{ __html: drawing.svg }}
          />
          <details className="fold">
            <summary>{children === undefined ? 'Source' : 'As a table'}</summary>
            {words}
          </details>
        </>
      ) : (
        words
      )}
      {drawing.state === 'failed' ? (
        <p className="note">The diagram could not be drawn; its content stands above. Mermaid says: {drawing.why}</p>
      ) : null}
    </figure>
  );
}

/** A file made in the page. Without scripts the link is not there. */
function Download({ name, file, type, text }: { name: string; file: string; type: string; text: string }) {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!isReady) return null;
  return (
    <a href={`data:${type};charset=utf-8,${encodeURIComponent(text)}`} download={file}>
      {name}
    </a>
  );
}

/** A diagram that somebody wrote in Markdown: its source stands there until it is drawn. */
export function Diagram({ title, text }: { title: string; text: string }) {
  return <DiagramFigure source={text} title={title} description="A diagram of this text." />;
}
