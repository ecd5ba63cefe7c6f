import type { Code } from 'mdast';

/** What a fenced block of a body stands for. */
export type Fence =
  /** A scenario of its own record, embedded by name. */
  | { readonly is: 'scenario-by-id'; readonly slug: string }
  /** A scenario's whole text. */
  | { readonly is: 'scenario'; readonly text: string }
  | { readonly is: 'mermaid'; readonly text: string };

/** Reads the info string and the content of a code block; undefined for code that is only code. */
export function readFence(code: Pick<Code, 'lang' | 'value'>): Fence | undefined {
  return code.lang === null || code.lang === undefined ? undefined : findFence(code.lang, code.value);
}

/** The same for a language and a text. */
export function findFence(language: string, text: string): Fence | undefined {
  if (language === 'mermaid') return { is: 'mermaid', text };
  if (language !== 'scenario') return undefined;
  const slug = /^\s*id:[ \t]*(\S+)\s*$/.exec(text)?.[1];
  return slug === undefined ? { is: 'scenario', text } : { is: 'scenario-by-id', slug };
}
