import mermaid from 'mermaid';

// Mermaid looks for a document while it is being loaded: only for tests in the jsdom environment.
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });

/** Throws what mermaid says when the source is not a diagram. */
export async function parseDiagram(source: string): Promise<string> {
  const { diagramType } = await mermaid.parse(source);
  return diagramType;
}

/** The database of a parsed diagram: what mermaid understood. */
export async function readDiagram(source: string): Promise<Record<string, (...args: unknown[]) => unknown>> {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(encode(source));
  return diagram.db as unknown as Record<string, (...args: unknown[]) => unknown>;
}

/** What mermaid does to `#NN;` before it parses: `getDiagramFromText` alone leaves that out. */
function encode(source: string): string {
  const eaten = source
    .replace(/style.*:\S*#.*;/g, (match) => match.slice(0, -1))
    .replace(/classDef.*:\S*#.*;/g, (match) => match.slice(0, -1));
  return eaten.replace(/#(\w+);/g, (_, inner: string) =>
    /^\d+$/.test(inner) ? `\uFB02°°${inner}¶ß` : `\uFB02°${inner}¶ß`,
  );
}

/** What a reader sees of a label in the database. */
export function decode(label: string): string {
  return label.replace(/\uFB02°°(\d+)¶ß/g, (_, digits: string) => String.fromCodePoint(Number(digits)));
}
