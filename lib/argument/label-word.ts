import type { Label } from '#lib/argument/label';

/** What became of a claim, in the words of pages and commands. */
export const labelWord = { in: 'accepted', out: 'defeated', undecided: 'undecided' } as const satisfies Record<
  Label,
  string
>;
