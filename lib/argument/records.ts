import { type AnnotationFront, annotation } from '#lib/argument/record/annotation';
import { type ChangeFront, change } from '#lib/argument/record/change';
import { type ClaimFront, claim } from '#lib/argument/record/claim';
import { type CounterexampleFront, counterexample } from '#lib/argument/record/counterexample';
import { type DebateFront, debate } from '#lib/argument/record/debate';
import { type DecisionFront, decision } from '#lib/argument/record/decision';
import type { Definition } from '#lib/argument/record/definition';
import { type FindingFront, finding } from '#lib/argument/record/finding';
import { type GroupingFront, grouping } from '#lib/argument/record/grouping';
import { type GuideFront, guide } from '#lib/argument/record/guide';
import { type ObjectionFront, objection } from '#lib/argument/record/objection';
import { type PersonFront, person } from '#lib/argument/record/person';
import { type PolicyFront, policy } from '#lib/argument/record/policy';
import { type ScenarioFront, scenario } from '#lib/argument/record/scenario';
import { type SeriesStateFront, seriesState } from '#lib/argument/record/series-state';
import { type TermFront, term } from '#lib/argument/record/term';

/** The front matter of every kind of record. A new kind is a line here, a line below and a file in record/. */
export interface Fronts {
  debate: DebateFront;
  person: PersonFront;
  policy: PolicyFront;
  scenario: ScenarioFront;
  change: ChangeFront;
  claim: ClaimFront;
  counterexample: CounterexampleFront;
  objection: ObjectionFront;
  finding: FindingFront;
  term: TermFront;
  guide: GuideFront;
  decision: DecisionFront;
  annotation: AnnotationFront;
  grouping: GroupingFront;
  'series-state': SeriesStateFront;
}

export type RecordKind = keyof Fronts;

/** Every kind of record, each after the kinds that it links to, claims among themselves apart. */
export const records: { readonly [K in RecordKind]: Definition<K, Fronts[K]> } = {
  person,
  policy,
  scenario,
  change,
  claim,
  counterexample,
  objection,
  finding,
  debate,
  term,
  guide,
  decision,
  annotation,
  'series-state': seriesState,
  grouping,
};

/** The kinds in the order of {@link records}. */
export const recordKinds: readonly RecordKind[] = [
  'person',
  'policy',
  'scenario',
  'change',
  'claim',
  'counterexample',
  'objection',
  'finding',
  'debate',
  'term',
  'guide',
  'decision',
  'annotation',
  'series-state',
  'grouping',
];

/** The kind of that name; undefined for a word that is none. */
export function findRecordKind(name: string): RecordKind | undefined {
  return recordKinds.find((kind) => kind === name);
}

/** Front matter and body of a record of one kind. The body is the Markdown as written. */
export interface RecordOf<K extends RecordKind> {
  readonly kind: K;
  /** Name within its kind; the name of its file. */
  readonly slug: string;
  readonly front: Fronts[K];
  readonly body: string;
}

/** Whether a record is of a kind; tells the compiler what its front matter is. */
export function isKind<K extends RecordKind>(record: RecordOf<RecordKind>, kind: K): record is RecordOf<K> {
  return record.kind === kind;
}

/** Path below content/ of a record, also for one that has no file. */
export function fileOf(kind: RecordKind, slug: string): string {
  const { place } = records[kind];
  return 'file' in place ? place.file : `${'folder' in place ? place.folder : `${kind}s`}/${slug}.md`;
}
