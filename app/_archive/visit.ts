/** What a browser keeps of a thread that was looked at. */
export interface Visit {
  /** Number of the newest mail that was there. */
  readonly newest: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** What was kept before this visit began; null for the first. */
  readonly before: { readonly newest: number; readonly at: number } | null;
}

/** Looks that are no further apart belong to one visit: whoever loads the page again still sees what was new. */
export const sameVisitMs = 30 * 60_000;

/** The last visit, undefined for the first look; and what to keep of this one. */
export function visitOf(
  kept: Visit | null,
  newest: number,
  at: number,
): { readonly since: Visit | undefined; readonly now: Visit } {
  if (kept === null) return { since: undefined, now: { newest, at, before: null } };
  if (at - kept.at > sameVisitMs || at < kept.at) {
    return { since: kept, now: { newest, at, before: { newest: kept.newest, at: kept.at } } };
  }
  const now = { newest: Math.max(newest, kept.newest), at, before: kept.before };
  return { since: kept.before === null ? undefined : { ...kept.before, before: null }, now };
}

/** A kept visit; null where nothing, or nothing that can be read, is kept. */
export function readVisit(text: string | null): Visit | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isSeen(kept)) return null;
    const before = 'before' in kept && isSeen(kept.before) ? kept.before : null;
    return {
      newest: kept.newest,
      at: kept.at,
      before: before === null ? null : { newest: before.newest, at: before.at },
    };
  } catch {
    return null;
  }
}

function isSeen(value: unknown): value is { readonly newest: number; readonly at: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'newest' in value &&
    typeof value.newest === 'number' &&
    'at' in value &&
    typeof value.at === 'number'
  );
}
