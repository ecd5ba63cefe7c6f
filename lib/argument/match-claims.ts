/** A claim as far as it is found by words. */
export interface NamedClaim {
  readonly slug: string;
  readonly title: string;
}

/**
 * The claims in which most of the words stand, each as the beginning of a word of the title or the name; of as many, in the
 * order given. At most `limit`; none where no word is asked for.
 */
export function matchClaims<T extends NamedClaim>(claims: readonly T[], asked: string, limit: number): readonly T[] {
  const words = [...new Set(cut(asked))];
  if (words.length === 0) return [];
  return claims
    .map((claim) => {
      const own = cut(`${claim.title} ${claim.slug}`);
      return { claim, hits: words.filter((word) => own.some((other) => other.startsWith(word))).length };
    })
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits)
    .slice(0, limit)
    .map(({ claim }) => claim);
}

function cut(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}
