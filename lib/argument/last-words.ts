import type { Debate } from '#lib/argument/debate';
import type { ClaimFront } from '#lib/argument/record/claim';
import type { Attitude } from '#lib/argument/stance';

/** A word of a person about a claim, a change or an objection, and the mail in which it was said. */
export interface Word {
  readonly person: string;
  readonly attitude: Attitude;
  readonly about: { readonly kind: 'claim' | 'change' | 'objection'; readonly slug: string };
  /** Message-ID without angle brackets; null where the record names none. */
  readonly message: string | null;
  /** ISO 8601 without time. */
  readonly date: string;
  readonly note: string;
}

/**
 * Everything that somebody granted or took back, oldest first: stances that concede or withdraw, relations by which a
 * claim grants another one, and answers that end an objection so. A mail that grants a claim twice grants it once.
 */
export function listConcessions({ claims, changes, objections }: Omit<Debate, 'verdicts'>): readonly Word[] {
  const words = [
    ...[...stancesOn('claim', claims), ...stancesOn('change', changes)].filter(
      ({ attitude }) => attitude === 'concedes' || attitude === 'withdraws',
    ),
    ...claims.flatMap(({ relations }) =>
      relations.flatMap(({ kind, claim, person, message, date, note }): readonly Word[] =>
        kind !== 'concedes' || person === undefined
          ? []
          : [
              {
                person,
                attitude: 'concedes',
                about: { kind: 'claim', slug: claim },
                message: message ?? null,
                date,
                note,
              },
            ],
      ),
    ),
    ...objections.flatMap(({ id, answers }) =>
      answers.flatMap(({ kind, person, message, date, note }): readonly Word[] => {
        if (person === undefined || (kind !== 'conceded' && kind !== 'withdrawn')) return [];
        const attitude = kind === 'conceded' ? 'concedes' : 'withdraws';
        return [{ person, attitude, about: { kind: 'objection', slug: id }, message: message ?? null, date, note }];
      }),
    ),
  ];
  const once = new Map<string, Word>();
  for (const word of words) {
    const key = [word.person, word.attitude, word.about.kind, word.about.slug, word.message ?? word.date].join(' ');
    if (!once.has(key)) once.set(key, word);
  }
  return [...once.values()].toSorted(byDate);
}

/** The last word of everybody who ended against a claim or lukewarm about it, newest first. */
export function listLastDoubts({ claims }: Pick<Debate, 'claims'>): readonly Word[] {
  return claims
    .flatMap((claim) => {
      const last = new Map<string, Word>();
      for (const word of stancesOn('claim', [claim]).toSorted(byDate)) last.set(word.person, word);
      return [...last.values()].filter(({ attitude }) => attitude === 'rejects' || attitude === 'lukewarm');
    })
    .toSorted((a, b) => byDate(b, a));
}

function stancesOn(kind: 'claim' | 'change', records: readonly Pick<ClaimFront, 'id' | 'stances'>[]): readonly Word[] {
  return records.flatMap(({ id, stances }) =>
    stances.map(({ person, attitude, message, date, note }): Word => {
      return { person, attitude, about: { kind, slug: id }, message, date, note };
    }),
  );
}

/** Equal days stay in the order of the records. */
function byDate(a: Word, b: Word): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
