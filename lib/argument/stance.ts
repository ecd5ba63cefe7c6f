/** What a person said of a claim or a change. */
export const attitudes = ['asserts', 'accepts', 'concedes', 'lukewarm', 'rejects', 'withdraws'] as const;

export type Attitude = (typeof attitudes)[number];

/** A stance as far as it decides who holds a claim. `date` is ISO 8601, so it sorts as text. */
export interface DatedAttitude {
  readonly person: string;
  readonly attitude: Attitude;
  readonly date: string;
}

const holding: readonly Attitude[] = ['asserts', 'accepts', 'concedes'];

/**
 * Who holds the claim: those whose last stance asserts, accepts or concedes it, in the order in which they first spoke.
 * Of two stances on one day the one written later in the record is the later one.
 */
export function findHolders(stances: readonly DatedAttitude[]): readonly string[] {
  const last = new Map<string, DatedAttitude>();
  const byDate = stances.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const stance of byDate) last.set(stance.person, stance);
  return [...last.values()].filter((stance) => holding.includes(stance.attitude)).map((stance) => stance.person);
}

/** A person's last stance; undefined where they took none. Of two on one day the one written later is the last. */
export function findLastStance<T extends DatedAttitude>(stances: readonly T[], person: string): T | undefined {
  return stances
    .filter((stance) => stance.person === person)
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .at(-1);
}
