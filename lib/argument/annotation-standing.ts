/**
 * What became of an objection in an annotation, as one version of the patch has it. `open`: nothing settled it.
 * `reopened`: it was addressed, and fails again in this version, or somebody took the answer back. `addressed`,
 * `conceded`, `withdrawn`: as somebody says, and for the first as the runs bear it out.
 */
export const annotationStates = ['open', 'reopened', 'addressed', 'conceded', 'withdrawn'] as const;

export type AnnotationState = (typeof annotationStates)[number];

export interface AnnotationStanding {
  readonly state: AnnotationState;
  /** Message-ID of the version that addressed it, or that fails again; null for the other states. */
  readonly version: string | null;
  /** What the state rests on: a run, a mail, or the word of who wrote the annotation; null while it is open. */
  readonly by: 'run' | 'message' | 'author' | null;
  /** In a sentence: which run, which mail, who. */
  readonly why: string;
}
