import type { MessageId } from '#lib/mail/message-id';

/** What threading needs of a message. `references` in the order of the headers, oldest first. */
export interface ThreadMember {
  readonly id: MessageId;
  readonly references: readonly MessageId[];
  /** The declared parent (`chooseParent`), held or not. */
  readonly parent: MessageId | undefined;
  /** Milliseconds since 1970, to order siblings. */
  readonly dateMs: number;
}

/** A place in a thread. A ghost is an id referred to and not held. */
export interface ThreadPlace {
  readonly id: MessageId;
  readonly isGhost: boolean;
  /** 0 for a root. */
  readonly depth: number;
  readonly parent: MessageId | undefined;
}

/** A thread laid out for reading, and the links that were cut because they closed a circle. */
export interface ThreadTree {
  /** Depth first; siblings by date, then by id. */
  readonly places: readonly ThreadPlace[];
  /** Ids whose parent link was cut, sorted. */
  readonly cut: readonly MessageId[];
}

/**
 * Which messages share a thread: the closure over every id in References and In-Reply-To, which notmuch, public-inbox and
 * a plain reference closure agree on. Returns for each id, held or not, the smallest id of its thread.
 */
export function joinThreads(members: readonly Pick<ThreadMember, 'id' | 'references'>[]): Map<MessageId, MessageId> {
  const up = new Map<MessageId, MessageId>();
  const find = (id: MessageId): MessageId => {
    let root = id;
    for (let next = up.get(root); next !== undefined && next !== root; next = up.get(root)) root = next;
    for (let at = id; at !== root; ) {
      const next = up.get(at) ?? root;
      up.set(at, root);
      at = next;
    }
    if (!up.has(root)) up.set(root, root);
    return root;
  };
  for (const member of members) {
    let a = find(member.id);
    for (const reference of member.references) {
      const b = find(reference);
      if (a === b) continue;
      // The smaller id is the root, so that the name of a thread does not depend on the order of import.
      const [low, high] = a < b ? [a, b] : [b, a];
      up.set(high, low);
      a = low;
    }
  }
  return new Map([...up.keys()].map((id) => [id, find(id)]));
}

/**
 * Lays a thread out as a tree. Independent of the members' order; loses none; shows each once; never recurses, because
 * the mails decide how deep it goes. A ghost stands where two or more hang on it or a held message names it as parent;
 * its own place comes from the References of those who name it.
 */
export function buildThread(members: readonly ThreadMember[]): ThreadTree {
  const held = new Map<MessageId, ThreadMember>();
  for (const member of [...members].sort(compareMembers)) if (!held.has(member.id)) held.set(member.id, member);
  const parents = new Map<MessageId, MessageId>();
  for (const member of held.values()) {
    if (member.parent !== undefined && member.parent !== member.id) parents.set(member.id, member.parent);
  }
  const cut = cutCircles(parents, held);
  for (const [ghost, parent] of findGhostParents(held)) {
    if (!reaches(parents, parent, ghost)) parents.set(ghost, parent);
  }
  const children = dropIdleGhosts(parents, held);
  return { places: layOut(children, parents, held), cut };
}

function compareMembers(a: ThreadMember, b: ThreadMember): number {
  return a.dateMs - b.dateMs || compareIds(a.id, b.id);
}

function compareIds(a: MessageId, b: MessageId): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether following parents from `from` comes to `to`. */
function reaches(parents: ReadonlyMap<MessageId, MessageId>, from: MessageId, to: MessageId): boolean {
  for (let at: MessageId | undefined = from; at !== undefined; at = parents.get(at)) if (at === to) return true;
  return false;
}

/** In every circle the link of the earliest message, then of the smallest id, is cut: that message becomes a root. */
function cutCircles(parents: Map<MessageId, MessageId>, held: ReadonlyMap<MessageId, ThreadMember>): MessageId[] {
  const cut: MessageId[] = [];
  const done = new Set<MessageId>();
  for (const start of [...held.keys()].sort(compareIds)) {
    const path = new Map<MessageId, number>();
    const walked: MessageId[] = [];
    let at: MessageId | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.set(at, walked.length);
      walked.push(at);
      at = parents.get(at);
    }
    const from = at === undefined ? undefined : path.get(at);
    if (from !== undefined) {
      const circle = walked.slice(from).flatMap((id) => held.get(id) ?? []);
      const root = circle.sort(compareMembers)[0];
      if (root !== undefined) {
        parents.delete(root.id);
        cut.push(root.id);
      }
    }
    for (const id of walked) done.add(id);
  }
  return cut.sort(compareIds);
}

/** For every ghost the id that most References put before it; among equals the smallest. Sorted by ghost. */
function findGhostParents(held: ReadonlyMap<MessageId, ThreadMember>): [MessageId, MessageId][] {
  const votes = new Map<MessageId, Map<MessageId, number>>();
  for (const member of held.values()) {
    let before: MessageId | undefined;
    for (const id of member.references) {
      if (!held.has(id)) {
        let count = votes.get(id);
        if (count === undefined) {
          count = new Map();
          votes.set(id, count);
        }
        if (before !== undefined) count.set(before, (count.get(before) ?? 0) + 1);
      }
      before = id;
    }
  }
  const chosen: [MessageId, MessageId][] = [];
  for (const [ghost, count] of votes) {
    const best = [...count].sort((a, b) => b[1] - a[1] || compareIds(a[0], b[0]))[0];
    if (best !== undefined) chosen.push([ghost, best[0]]);
  }
  return chosen.sort((a, b) => compareIds(a[0], b[0]));
}

/** Takes away ghosts that tell nothing: no child, or one child that is a ghost. Returns the children that remain. */
function dropIdleGhosts(
  parents: Map<MessageId, MessageId>,
  held: ReadonlyMap<MessageId, ThreadMember>,
): Map<MessageId, Set<MessageId>> {
  const children = new Map<MessageId, Set<MessageId>>();
  for (const [child, parent] of parents) {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, new Set([child]));
    else list.add(child);
  }
  const ghosts = new Set([...parents.keys(), ...parents.values()].filter((id) => !held.has(id)));
  const queue = [...ghosts];
  for (let ghost = queue.pop(); ghost !== undefined; ghost = queue.pop()) {
    if (!ghosts.has(ghost)) continue;
    const below = children.get(ghost);
    const [only] = below ?? [];
    if (below !== undefined && below.size > 1) continue;
    if (below !== undefined && only !== undefined && held.has(only)) continue;
    const parent = parents.get(ghost);
    ghosts.delete(ghost);
    parents.delete(ghost);
    children.delete(ghost);
    if (parent !== undefined) {
      children.get(parent)?.delete(ghost);
      if (only !== undefined) children.get(parent)?.add(only);
      if (children.get(parent)?.size === 0) children.delete(parent);
      if (ghosts.has(parent)) queue.push(parent);
    }
    if (only === undefined) continue;
    if (parent === undefined) parents.delete(only);
    else parents.set(only, parent);
  }
  return children;
}

function layOut(
  children: ReadonlyMap<MessageId, ReadonlySet<MessageId>>,
  parents: ReadonlyMap<MessageId, MessageId>,
  held: ReadonlyMap<MessageId, ThreadMember>,
): ThreadPlace[] {
  const earliest = new Map<MessageId, number>();
  // A ghost stands at the date of its earliest child: what is known of when it was written is that it was before.
  for (const id of new Set([...parents.values()])) {
    if (held.has(id)) continue;
    for (const member of held.values()) {
      if (parents.get(member.id) === id) earliest.set(id, Math.min(earliest.get(id) ?? member.dateMs, member.dateMs));
    }
  }
  const dateOf = (id: MessageId): number => held.get(id)?.dateMs ?? earliest.get(id) ?? Number.MAX_SAFE_INTEGER;
  const compare = (a: MessageId, b: MessageId): number => dateOf(a) - dateOf(b) || compareIds(a, b);
  const all = new Set([...held.keys(), ...parents.values(), ...parents.keys()]);
  const stack = [...all]
    .filter((id) => !parents.has(id))
    .sort(compare)
    .reverse()
    .map((id) => ({ id, depth: 0 }));
  const places: ThreadPlace[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { id, depth } = next;
    places.push({ id, isGhost: !held.has(id), depth, parent: parents.get(id) });
    const below = [...(children.get(id) ?? [])].sort(compare).reverse();
    for (const child of below) stack.push({ id: child, depth: depth + 1 });
  }
  return places;
}
