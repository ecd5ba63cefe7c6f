import { visit } from 'unist-util-visit';
import { findFence } from '#lib/markdown/fence';
import { parseMarkdown } from '#lib/markdown/parse';

/** A scenario's body without its block: what is read before and after the runner. */
export function cutScenarioBlock(body: string): string {
  let range: { start: number; end: number } | undefined;
  visit(parseMarkdown(body), 'code', (node) => {
    if (range !== undefined || findFence(node.lang ?? '', node.value)?.is !== 'scenario') return;
    const { start, end } = node.position ?? {};
    if (start?.offset !== undefined && end?.offset !== undefined) range = { start: start.offset, end: end.offset };
  });
  return range === undefined ? body : `${body.slice(0, range.start).trimEnd()}\n${body.slice(range.end)}`;
}
