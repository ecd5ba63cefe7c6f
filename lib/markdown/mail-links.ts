import type { Link, Nodes, Parents, PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/**
 * A bare Message-ID in running text. Looser than an e-mail address: `=`, `$`, `%` and `/` stand in real ones, and GitHub's
 * autolinks would begin in the middle of them.
 */
const bare = /(?<![\w.+=/%$@-])[A-Za-z0-9][^\s<>()[\]{}"'`,;|\\@]*@[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/g;

/** What a `mailto:` or `mid:` address names; undefined for every other address. */
export function findMessageUrl(url: string): string | undefined {
  const id = /^(?:mailto|mid):([^?\s]+@[^?\s]+)$/i.exec(url)?.[1];
  if (id === undefined) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * Makes every Message-ID of a tree a link: bare ones, `<id@host>`, and links to `mailto:` or `mid:`. In content an
 * address in running text is a source, never a mailbox to write to. Returns the ids in the order of the text.
 */
export function linkMessages(tree: Root, hrefOf: (messageId: string) => string): readonly string[] {
  undoAutolinks(tree);
  const ids: string[] = [];
  visit(tree, (node, index, parent) => {
    if (node.type === 'link' || node.type === 'definition') {
      const id = findMessageUrl(node.url);
      if (id !== undefined) {
        ids.push(id);
        node.url = hrefOf(id);
      }
      return SKIP;
    }
    if (node.type !== 'text' || parent === undefined || index === undefined) return undefined;
    const pieces = cut(node, hrefOf, ids);
    if (pieces === undefined) return undefined;
    spliceChildren(parent, index, pieces);
    return index + pieces.length;
  });
  return ids;
}

/** Text cut at its Message-IDs; undefined where there is none. */
function cut(node: Text, hrefOf: (id: string) => string, ids: string[]): PhrasingContent[] | undefined {
  const pieces: PhrasingContent[] = [];
  let end = 0;
  for (const match of node.value.matchAll(bare)) {
    const id = match[0];
    if (match.index > end) pieces.push({ type: 'text', value: node.value.slice(end, match.index) });
    pieces.push({ type: 'link', url: hrefOf(id), children: [{ type: 'text', value: id }] });
    ids.push(id);
    end = match.index + id.length;
  }
  if (pieces.length === 0) return undefined;
  if (end < node.value.length) pieces.push({ type: 'text', value: node.value.slice(end) });
  return pieces;
}

/** Turns the e-mail links that GitHub's rules made of bare text back into text, joined with what stands around it. */
function undoAutolinks(tree: Root): void {
  visit(tree, (node) => {
    if (!('children' in node)) return;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child?.type !== 'link' || !isBareEmail(child)) continue;
      const text = child.children[0];
      if (text?.type === 'text') spliceChildren(node, index, [{ type: 'text', value: text.value }], 1);
    }
    joinTexts(node);
  });
}

/** GitHub's rule makes a link whose words are its address, without brackets: its own length gives it away. */
function isBareEmail(link: Link): boolean {
  const text = link.children[0];
  if (link.children.length !== 1 || text?.type !== 'text' || link.url !== `mailto:${text.value}`) return false;
  const { start, end } = link.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return true;
  return end.offset - start.offset === text.value.length;
}

function joinTexts(parent: Parents): void {
  for (let index = parent.children.length - 1; index > 0; index -= 1) {
    const left = parent.children[index - 1];
    const right = parent.children[index];
    if (left?.type !== 'text' || right?.type !== 'text') continue;
    left.value += right.value;
    spliceChildren(parent, index, [], 1);
  }
}

/** `splice` for any parent: TypeScript cannot see that phrasing content may stand wherever text stood. */
function spliceChildren(parent: Parents, index: number, items: readonly PhrasingContent[], remove = 1): void {
  const children: Nodes[] = parent.children;
  children.splice(index, remove, ...items);
}
