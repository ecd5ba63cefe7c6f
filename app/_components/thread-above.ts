import type { ThreadNode } from '#lib/db/archive-types';
import type { Quotable } from './mail-pieces';

/** So many mails up a quote's author is looked for: deeper quotes are of mails that nobody answers any more. */
const mostAbove = 40;

/** The mails above one in its thread, parent first, held or not. Never recurses and never goes round. */
export function* nodesAbove(nodes: readonly ThreadNode[], messageId: string): Generator<ThreadNode> {
  const byId = placesOf(nodes);
  let node = byId.get(messageId);
  for (let step = 0; step < mostAbove && node !== undefined && node.parentMessageId !== null; step += 1) {
    node = byId.get(node.parentMessageId);
    if (node !== undefined) yield node;
  }
}

/** The held mails above one, parent first: what it may quote. */
export function mailsAbove(nodes: readonly ThreadNode[], messageId: string): Quotable[] {
  return [...nodesAbove(nodes, messageId)].filter((node) => !node.isGhost);
}

/** The patch that a mail answers: the nearest above with a diff of its own; undefined where there is none. */
export function findPatchAbove(nodes: readonly ThreadNode[], messageId: string): string | undefined {
  for (const node of nodesAbove(nodes, messageId)) {
    if (node.part !== null && !node.isGhost && !node.part.startsWith('0/')) return node.messageId;
  }
  return undefined;
}

const known = new WeakMap<readonly ThreadNode[], Map<string, ThreadNode>>();

/** Kept as long as the thread is: the flat page asks once for each of its mails. */
function placesOf(nodes: readonly ThreadNode[]): Map<string, ThreadNode> {
  let places = known.get(nodes);
  if (places === undefined) {
    places = new Map(nodes.map((node) => [node.messageId, node]));
    known.set(nodes, places);
  }
  return places;
}
