import type { ThreadNode } from '#lib/db/archive-types';

/** A row of the tree beside a mail: a place in the thread, or how many places are left out here. */
export type TreeRow =
  | { readonly kind: 'node'; readonly node: ThreadNode; readonly indent: number }
  | { readonly kind: 'gap'; readonly left: number };

/** Deeper places stand under each other: the tree has room for so many steps to the right. */
const mostIndent = 8;

/**
 * The part of a thread that stands beside a mail: the roots' first, the mails above the current one, and its neighbours
 * in reading order. A thread of thousands of mails or of depth 600 gives the same number of rows; nothing recurses.
 */
export function cutThread(nodes: readonly ThreadNode[], messageId: string, around = 9): TreeRow[] {
  const here = Math.max(
    nodes.findIndex((node) => node.messageId === messageId),
    0,
  );
  const above = new Set<number>();
  const places = new Map(nodes.map((node, index) => [node.messageId, index]));
  let at = nodes[here]?.parentMessageId ?? null;
  while (at !== null && above.size < 4) {
    const index = places.get(at);
    if (index === undefined || above.has(index)) break;
    above.add(index);
    at = nodes[index]?.parentMessageId ?? null;
  }
  const isShown = (index: number) => index === 0 || above.has(index) || Math.abs(index - here) <= around;
  const shown = nodes.length <= around * 3 ? nodes.map((_, index) => index) : nodes.map((_, i) => i).filter(isShown);
  const first = Math.min(...shown.slice(1).map((index) => nodes[index]?.depth ?? 0), mostIndent * 1000);
  const least = shown.length === nodes.length ? 0 : Math.max(first - 1, 0);
  const rows: TreeRow[] = [];
  let last = -1;
  for (const index of shown) {
    const node = nodes[index];
    if (node === undefined) continue;
    if (index > last + 1) rows.push({ kind: 'gap', left: index - last - 1 });
    rows.push({ kind: 'node', node, indent: Math.min(Math.max(node.depth - least, 0), mostIndent) });
    last = index;
  }
  if (last < nodes.length - 1) rows.push({ kind: 'gap', left: nodes.length - 1 - last });
  return rows;
}
