import type { Cue, CueReader } from '#lib/cue/cue';
import { claim } from '#lib/cue/kind/claim';
import { commit } from '#lib/cue/kind/commit';
import { concession } from '#lib/cue/kind/concession';
import { counterexample } from '#lib/cue/kind/counterexample';
import { objection } from '#lib/cue/kind/objection';
import { trailer } from '#lib/cue/kind/trailer';
import { readOwnWords } from '#lib/cue/own-words';

/** Every kind of cue, those first that say most: words that two kinds see are the first one's. */
export const cueReaders: readonly CueReader[] = [counterexample, concession, objection, claim, trailer, commit];

/** Kinds that stand beside others in the same words: a commit is named in a claim. */
const beside: readonly string[] = ['trailer', 'commit'];

/** The cues in a mail's decoded text, in the order of the text. */
export function findCues(text: string): readonly Cue[] {
  const own = readOwnWords(text);
  let alone: readonly Cue[] = [];
  let others: readonly Cue[] = [];
  for (const reader of cueReaders) {
    const cues = reader.find(own);
    if (beside.includes(reader.kind)) others = others.concat(cues);
    else alone = alone.concat(withoutOverlaps(cues, alone)).toSorted((a, b) => a.start - b.start);
  }
  return alone.concat(others).toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Those of `cues` that overlap none of `taken`; both are in the order of the text. */
function withoutOverlaps(cues: readonly Cue[], taken: readonly Cue[]): readonly Cue[] {
  let at = 0;
  return cues.filter((cue) => {
    while (at < taken.length && (taken[at]?.end ?? 0) <= cue.start) at++;
    const next = taken[at];
    return next === undefined || next.start >= cue.end;
  });
}
