import type { ReactNode } from 'react';
import type { VerdictWord } from '#lib/scenario/run';

/** What a mark may say: a verdict, or the standing of a claim that is computed from verdicts and relations. */
export type MarkWord = VerdictWord | 'accepted' | 'defeated' | 'undecided';

/** Class of a word, and name of its shape in the sprite: `not applicable` is `na`, standings take a verdict's look. */
export function markClass(word: MarkWord): string {
  switch (word) {
    case 'not applicable':
      return 'na';
    case 'accepted':
      return 'holds';
    case 'defeated':
      return 'violated';
    case 'undecided':
      return 'unknown';
    default:
      return word;
  }
}

/** The shape alone, hidden from readers of the text. Never stands without its word: `Mark` has both. */
export function MarkShape({ word }: { word: MarkWord }) {
  return (
    <svg className="m" aria-hidden="true">
      <use href={`#m-${markClass(word)}`} />
    </svg>
  );
}

/**
 * A verdict: shape, word and colour. `children` replaces the word ("violated, 2 of 3"), `chip` puts it on its tint.
 */
export function Mark({ word, chip = false, children }: { word: MarkWord; chip?: boolean; children?: ReactNode }) {
  return (
    <span className={`v ${markClass(word)}${chip ? ' chip' : ''}`}>
      <MarkShape word={word} />
      {children ?? word}
    </span>
  );
}
