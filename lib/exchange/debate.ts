import { isKind, type RecordKind, type RecordOf } from '#lib/argument/records';
import type { VerdictWord } from '#lib/scenario/run';

/** A claim under one policy, as the matrix has it. */
export interface ExchangedCell {
  readonly family: string;
  readonly claim: string;
  readonly policy: string;
  /** Kind of page; null where it is the first on which the scenario is played. */
  readonly kind: string | null;
  readonly verdict: VerdictWord;
  /** Whose property gave the word; both null where no scenario of the claim asks the policy. */
  readonly scenario: string | null;
  readonly property: string | null;
  readonly states: number;
  /** Decimal; null where schedules were not counted. */
  readonly schedules: string | null;
  readonly complete: boolean;
  readonly bound: string | null;
  /** Steps of the shortest schedule that decides; null where there is none. */
  readonly steps: number | null;
  /** Recorded by another engine, or for another text. */
  readonly stale: boolean;
  readonly copies: { readonly least: number; readonly most: number } | null;
}

/** A recorded run: a scenario under one policy. Traces are left out, for a schedule gives them back. */
export interface ExchangedRun {
  readonly scenario: string;
  readonly policy: string;
  readonly kind: string;
  readonly engine: string;
  /** SHA-256 of the scenario's text that was explored. */
  readonly textHash: string;
  readonly verdict: VerdictWord;
  readonly complete: boolean;
  readonly bound: string | null;
  readonly states: number;
  readonly transitions: number;
  readonly schedules: string | null;
  readonly properties: readonly {
    readonly name: string;
    readonly verdict: VerdictWord;
    readonly vacuous: boolean;
    readonly schedule: string | null;
  }[];
}

/** What follows for claims from relations and verdicts, under one choice of policies. */
export interface ExchangedLabels {
  /** A policy, a combination, or the name of a kernel. */
  readonly under: string;
  readonly claims: readonly { readonly claim: string; readonly label: string }[];
}

/** The debate as plain values: what every format writes, as much of it as it can say. */
export interface ExchangedDebate {
  readonly title: string;
  /** By kind in the order of records.ts, then by slug. Without the kinds that are made on one machine alone. */
  readonly records: readonly RecordOf<RecordKind>[];
  readonly cells: readonly ExchangedCell[];
  readonly runs: readonly ExchangedRun[];
  /** Null where nothing was computed. */
  readonly labels: ExchangedLabels | null;
}

/** A claim as its record has it. */
export type Claim = RecordOf<'claim'>;

/** One relation in the front matter of a claim. */
export type ClaimRelation = Claim['front']['relations'][number];

/** One stance in the front matter of a claim. */
export type ClaimStance = Claim['front']['stances'][number];

/** The claims of a debate, topic by topic as the debate lists them, each by its number. */
export function listClaims(debate: ExchangedDebate): readonly Claim[] {
  const topics = listTopics(debate);
  const placeOf = (claim: Claim) => {
    const place = topics.indexOf(claim.front.topic);
    return place === -1 ? topics.length : place;
  };
  return debate.records
    .filter((record) => isKind(record, 'claim'))
    .toSorted((a, b) => placeOf(a) - placeOf(b) || a.front.order - b.front.order || (a.slug < b.slug ? -1 : 1));
}

/** Ids of the debate's topics in their order. */
export function listTopics(debate: ExchangedDebate): readonly string[] {
  return debate.records.flatMap((record) => (isKind(record, 'debate') ? record.front.topics.map(({ id }) => id) : []));
}
