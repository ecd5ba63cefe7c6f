import type { MessageId } from '#lib/mail/message-id';

/** A part of a posted version, as far as falling back looks at it. */
export interface PostedPart {
  readonly id: MessageId;
  /** 0 for a cover letter; undefined for an unnumbered patch. */
  readonly part: number | undefined;
  /** The mail that it answers. */
  readonly parent: MessageId | undefined;
}

/** A posted version, as far as falling back looks at it. */
export interface PostedVersion {
  readonly key: number;
  readonly version: number;
  readonly total: number | undefined;
  readonly dateMs: number;
  readonly parts: readonly PostedPart[];
}

/** A patch that a version did not send again, and the version that has it. */
export interface FallenBack {
  readonly part: number;
  readonly id: MessageId;
  readonly key: number;
}

/**
 * The patches that a version leaves as they were: where somebody sends `v2 2/3` alone, in answer to v1, the other two are
 * v1's. So it is when every part of it answers a mail of an earlier version with as many patches, and it has no cover
 * letter; a version that was sent whole and is not held whole lacks its parts instead. Nearest version first.
 */
export function findFallenBack(own: PostedVersion, others: readonly PostedVersion[]): FallenBack[] {
  const { total, parts } = own;
  if (total === undefined || total < 2 || parts.length >= total || parts.some(({ part }) => part === 0)) return [];
  const earlier = others
    .filter((other) => other.key !== own.key && other.total === total && other.version < own.version)
    .filter((other) => other.dateMs <= own.dateMs)
    .sort((a, b) => b.version - a.version || b.dateMs - a.dateMs);
  const before = new Set(earlier.flatMap((other) => other.parts.map(({ id }) => id)));
  if (!parts.every(({ parent }) => parent !== undefined && before.has(parent))) return [];
  const held = new Set(parts.map(({ part }) => part));
  const found: FallenBack[] = [];
  for (let part = 1; part <= total; part++) {
    if (held.has(part)) continue;
    for (const other of earlier) {
      const one = other.parts.find((each) => each.part === part);
      if (one === undefined) continue;
      found.push({ part, id: one.id, key: other.key });
      break;
    }
  }
  return found;
}
