import type { AnnotationStanding, AnnotationState } from '#lib/argument/annotation-standing';
import { Mark, type MarkWord } from './mark';

/** The look that a state takes: what fails again is a failure, what is open is unknown, what people settled is neither. */
const looks: Readonly<Record<AnnotationState, MarkWord>> = {
  open: 'unknown',
  reopened: 'violated',
  addressed: 'holds',
  conceded: 'vacuous',
  withdrawn: 'vacuous',
};

/** Whether somebody still has to do something about an objection. */
export function isOpen({ state }: Pick<AnnotationStanding, 'state'>): boolean {
  return state === 'open' || state === 'reopened';
}

/** What became of an objection, shape, word and colour: `addressed in v2`. `label` names a version by its message. */
export function AnnotationMark({
  standing: { state, version },
  label,
}: {
  standing: AnnotationStanding;
  label: (messageId: string) => string | undefined;
}) {
  const name = version === null ? undefined : label(version);
  return (
    <Mark word={looks[state]}>
      {state}
      {name !== undefined && ` ${state === 'reopened' ? 'by' : 'in'} ${name}`}
    </Mark>
  );
}
