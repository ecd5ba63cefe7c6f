/** Message-IDs that belong to one thread, as far as they have been looked at. */
interface Group {
  /** The group that this one became part of. */
  into: Group | undefined;
  /** Numbers of the threads held that it is made of. */
  readonly threads: number[];
}

/**
 * Which Message-IDs make a thread: the closure over References and In-Reply-To, over the threads held and the mails of a
 * batch.
 */
export class ThreadJoiner {
  readonly #ofThread = new Map<number, Group>();
  readonly #ofName = new Map<number, Group>();
  /** By number of a Message-ID that is held: its thread, where it has one. */
  readonly #held: ReadonlyMap<number, number>;

  constructor(held: ReadonlyMap<number, number>) {
    this.#held = held;
  }

  /** Puts Message-IDs, by number, into one thread. */
  join(names: readonly number[]): void {
    let all: Group | undefined;
    for (const name of names) {
      const own = this.#find(name);
      if (all === undefined || own === all) all = own;
      else {
        own.into = all;
        all.threads.push(...own.threads);
      }
    }
  }

  /** The same for all Message-IDs of a thread, and for no other. */
  rootOf(name: number): object {
    return this.#find(name);
  }

  /** Numbers of the held threads that are now the thread of this Message-ID, lowest first. */
  threadsOf(name: number): number[] {
    return [...this.#find(name).threads].sort((a, b) => a - b);
  }

  #find(name: number): Group {
    let group = this.#ofName.get(name) ?? this.#open(name);
    const path: Group[] = [];
    while (group.into !== undefined) {
      path.push(group);
      group = group.into;
    }
    for (const passed of path) passed.into = group;
    return group;
  }

  #open(name: number): Group {
    const thread = this.#held.get(name);
    let group = thread === undefined ? undefined : this.#ofThread.get(thread);
    group ??= { into: undefined, threads: thread === undefined ? [] : [thread] };
    if (thread !== undefined) this.#ofThread.set(thread, group);
    this.#ofName.set(name, group);
    return group;
  }
}
