import type { TextPositionSelector } from '#lib/text/anchor';

/** What words of a mail look like, to somebody who looks for what a debate turns on. */
export const cueKinds = ['counterexample', 'concession', 'objection', 'claim', 'trailer', 'commit'] as const;

export type CueKind = (typeof cueKinds)[number];

/** Words of a mail that look like something a person may want to record. Nothing is recorded for it. */
export interface Cue extends TextPositionSelector {
  readonly kind: CueKind;
  /** What in the words is the sign, as the end of a sentence: `says “cannot happen”`. */
  readonly reason: string;
  /** What a stance made of it would most likely be: a word of lib/argument's attitudes; null where that cannot be told. */
  readonly attitude: 'asserts' | 'accepts' | 'concedes' | 'rejects' | null;
}

/** What the author wrote, without quotes, diffs, the signature and a list's footer. */
export interface OwnWords {
  /** The mail's whole text: every place is one in it. */
  readonly text: string;
  /** Stretches of prose, in order. */
  readonly stretches: readonly TextPositionSelector[];
  /** Sentences of at most {@link longestSentence} characters, in order. */
  readonly sentences: readonly TextPositionSelector[];
}

/** A longer run without a point is no sentence: a table, a log, a program. */
export const longestSentence = 1200;

/** One kind of cue. Finds in time linear in the text, and never throws. */
export interface CueReader {
  readonly kind: CueKind;
  /** `a counterexample`, in the midst of a sentence. */
  readonly title: string;
  /** What the sign is taken for, for who asks why. */
  readonly means: string;
  readonly find: (own: OwnWords) => readonly Cue[];
}

/** A turn of phrase that is a sign, and what may stop it from being one. */
export interface Phrase {
  readonly form: RegExp;
  /** Not where this stands in the same sentence. */
  readonly unless?: RegExp;
  readonly attitude: Cue['attitude'];
  /** What is said of the words found; `says “…”` by default. */
  readonly reason?: (words: string) => string;
}

/** Cues of the sentences that have one of the phrases: the first phrase that fits counts, once a sentence. */
export function findPhrases(kind: CueKind, { text, sentences }: OwnWords, phrases: readonly Phrase[]): readonly Cue[] {
  return sentences.flatMap(({ start, end }): Cue[] => {
    const sentence = text.slice(start, end).replace(/\s+/g, ' ');
    for (const { form, unless, attitude, reason } of phrases) {
      const found = form.exec(sentence);
      if (found === null || unless?.test(sentence) === true) continue;
      const words = found[0].trim();
      return [{ kind, start, end, reason: reason?.(words) ?? `says “${words}”`, attitude }];
    }
    return [];
  });
}
