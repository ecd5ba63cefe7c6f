'use client';

import mermaid from 'mermaid';
import { mermaidVariables } from './diagram-theme';

/** Mermaid measures in the page, so that two drawings at once would disturb each other. */
let queue: Promise<unknown> = Promise.resolve();

/** Whether the page is dark where diagrams stand. */
function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

async function draw(id: string, source: string): Promise<string> {
  // Labels are measured: a font that arrives later would overflow its box.
  await document.fonts.ready;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: 'base',
    fontSize: 12,
    fontFamily: '"IBM Plex Sans Variable", "IBM Plex Sans", system-ui, sans-serif',
    themeVariables: { ...mermaidVariables(isDark()), fontSize: '12px' },
    themeCSS: themeRules,
    sequence: {
      useMaxWidth: false,
      mirrorActors: false,
      actorFontSize: 12,
      messageFontSize: 12,
      noteFontSize: 12,
      actorFontWeight: 600,
      height: 30,
      width: 96,
      actorMargin: 36,
      boxMargin: 8,
      messageMargin: 30,
      noteMargin: 6,
      diagramMarginX: 8,
      diagramMarginY: 8,
    },
    state: { useMaxWidth: false, nodeSpacing: 24, rankSpacing: 26 },
    flowchart: { useMaxWidth: false, nodeSpacing: 18, rankSpacing: 32, padding: 8, wrappingWidth: 164 },
  });
  const { svg } = await mermaid.render(id, source);
  return svg;
}

/** Draws the source in the page's theme; rejects with mermaid's own words where it cannot. */
export function renderDiagram(id: string, source: string): Promise<string> {
  const result = queue.then(() => draw(id, source));
  queue = result.catch(() => undefined);
  return result;
}

/** Roles of our own: the page's colours by name, so that a drawing follows its surroundings. */
const themeRules = `
.actor-line { stroke-dasharray: 2 4; }
.messageLine0, .messageLine1, .transition, .flowchart-link { stroke-width: 1.25px !important; }
rect.rect { fill: var(--fails-bg) !important; stroke: var(--fails); }
rect.note { fill: var(--fails-bg) !important; stroke: none !important; }
.noteText, .noteText > tspan { fill: var(--fails) !important; font-weight: 600; }
.edgeLabel, .edgeLabel p, .edgeLabel rect, .labelBkg { background-color: var(--paper) !important; fill: var(--paper); }
.bad .label-container, .bad .label-container path { fill: var(--fails-bg) !important; stroke: var(--fails) !important; }
.bad .label, .bad .nodeLabel { color: var(--fails) !important; stroke: none !important; }
.good .label-container, .good .label-container path { fill: var(--holds-bg) !important; stroke: var(--holds) !important; }
.good .label, .good .nodeLabel { color: var(--holds) !important; stroke: none !important; }
.open .label-container, .open .label-container path { stroke-dasharray: 4 3; }
.cur .label-container, .cur .label-container path, .cur > rect { fill: var(--cursor) !important; stroke: var(--cursor-edge) !important; }
rect.cur-band { fill: var(--cursor); stroke: var(--cursor-edge); }
`;
