/** What a thread is made from. */
export interface Threaded {
  readonly slug: string;
  /** Slug of what it answers; null where it begins a thread. */
  readonly parent: string | null;
  /** ISO 8601 with time. */
  readonly createdAt: string;
}

/** An annotation and what was said to it, flat: a margin is too narrow for steps. */
export interface AnnotationThread<Note extends Threaded> {
  readonly head: Note;
  /** In the order in which they were written, each after what it answers. */
  readonly replies: readonly {
    readonly note: Note;
    /** The reply that it answers; null where it answers the head. */
    readonly to: Note | null;
  }[];
}

/**
 * Puts replies under what they answer, whatever their depth, and keeps the order of the heads. A reply whose parent is
 * not in the list is a head itself; of notes that answer each other in a circle the first in the list is.
 */
export function threadAnnotations<Note extends Threaded>(notes: readonly Note[]): readonly AnnotationThread<Note>[] {
  const bySlug = new Map(notes.map((note) => [note.slug, note]));
  const heads = new Map<Note, Note[]>();
  for (const note of notes) {
    const head = headOf(note, bySlug);
    heads.set(head, [...(heads.get(head) ?? []), note]);
  }
  return notes.flatMap((head) => {
    const own = heads.get(head);
    if (own === undefined) return [];
    const replies = own
      .filter((note) => note !== head)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
      .map((note) => ({ note, to: note.parent === head.slug ? null : (bySlug.get(note.parent ?? '') ?? null) }));
    return [{ head, replies }];
  });
}

function headOf<Note extends Threaded>(note: Note, bySlug: ReadonlyMap<string, Note>): Note {
  const seen = new Set([note]);
  let head = note;
  for (;;) {
    const parent = head.parent === null ? undefined : bySlug.get(head.parent);
    if (parent === undefined) return head;
    if (seen.has(parent)) return [...bySlug.values()].find((one) => seen.has(one)) ?? note;
    seen.add(parent);
    head = parent;
  }
}
