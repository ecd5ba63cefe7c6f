import type { Issue } from '#lib/argument/issue';
import type { FiledRecord } from '#lib/content/check-files';

/** What the mermaid blocks of content/ are worth, or why nobody could say. */
export interface CheckedDiagrams {
  readonly issues: readonly Issue[];
  readonly diagrams: number;
  /** A sentence where the blocks could not be parsed here; null where they were, or there are none. */
  readonly skipped: string | null;
}

/** Parses every mermaid block. Mermaid wants a document, which jsdom gives; without the two the blocks are not checked. */
export async function checkDiagrams(filed: readonly FiledRecord[]): Promise<CheckedDiagrams> {
  const blocks = filed.flatMap(({ file, checked: { body, bodyLine } }) =>
    body.fences.flatMap(({ fence, contentLine }) =>
      fence.is === 'mermaid' ? [{ file: file.file, text: fence.text, line: bodyLine - 1 + contentLine }] : [],
    ),
  );
  if (blocks.length === 0) return { issues: [], diagrams: 0, skipped: null };
  const parse = await findParser();
  if (parse === undefined) {
    const skipped = `${blocks.length} mermaid blocks were not parsed: jsdom, a package for development, is not installed`;
    return { issues: [], diagrams: blocks.length, skipped };
  }
  const issues: Issue[] = [];
  for (const { file, text, line } of blocks) {
    const message = await parse(text);
    if (message === undefined) continue;
    const within = Number(/\bline (\d+)/.exec(message)?.[1] ?? 1);
    const [first = message] = message.split('\n');
    issues.push({
      severity: 'error',
      code: 'bad-mermaid',
      message: first,
      file,
      line: line + within - 1,
      column: 1,
      field: null,
    });
  }
  return { issues, diagrams: blocks.length, skipped: null };
}

/** Answers with what mermaid says against a text; undefined for a text that it reads. */
type Parser = (text: string) => Promise<string | undefined>;

async function findParser(): Promise<Parser | undefined> {
  try {
    const { JSDOM } = await import('jsdom');
    const { window } = new JSDOM('<!doctype html><html><body></body></html>');
    // Mermaid and its sanitiser look for these two while they are being loaded.
    Object.assign(globalThis, { window, document: window.document });
  } catch {
    return undefined;
  }
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  return async (text) => {
    try {
      await mermaid.parse(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
}
