import type { ObjectionState } from '#lib/argument/objection';
import { Mark, type MarkWord } from './mark';

/** The look that a state takes: what stands is a failure, what is open is unknown, what people settled is neither. */
const looks: Readonly<Record<ObjectionState, MarkWord>> = {
  open: 'unknown',
  standing: 'violated',
  addressed: 'holds',
  conceded: 'vacuous',
  withdrawn: 'vacuous',
  rejected: 'vacuous',
};

/** What each state means, for whoever sees the word alone. */
export const stateMeanings: Readonly<Record<ObjectionState, string>> = {
  open: 'nothing settled it, or what is said to have settled it did not',
  standing: 'rejected, and its scenario fails under today’s rules all the same',
  addressed: 'a change settled it: its scenario no longer fails',
  conceded: 'the other side granted it',
  withdrawn: 'taken back by who objected',
  rejected: 'not accepted, and no run shows it today',
};

/** What became of an objection: shape, word and colour; and whether only somebody's word says so. */
export function StateMark({ state, isOnWord }: { state: ObjectionState; isOnWord: boolean }) {
  return (
    <span>
      <Mark word={looks[state]}>{state}</Mark>
      {isOnWord && <span className="muted"> by word alone</span>}
    </span>
  );
}
