import type { Debate } from '#lib/argument/debate';
import type { ObjectionFront } from '#lib/argument/record/objection';
import { isFailure, isKept, type PropertyTest, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

/**
 * What became of an objection. `open`: nothing settled it, or what is said to have settled it did not. `addressed`: a
 * change did, and its scenario no longer fails, or somebody's word is all there is. `conceded`: the other side granted it.
 * `withdrawn`: who objected took it back. `rejected`: the other side did not accept it. `standing`: it was rejected, and
 * its scenario fails under today's rules all the same.
 */
export const objectionStates = ['open', 'standing', 'addressed', 'conceded', 'withdrawn', 'rejected'] as const;

export type ObjectionState = (typeof objectionStates)[number];

export type Answer = ObjectionFront['answers'][number];

/** The word of the objection's scenario under one policy; null where nothing is recorded, or it is stale. */
export interface Finding {
  readonly policy: string;
  readonly word: VerdictWord | null;
}

/** What the runs say of an answer that names a change. */
export interface CheckedAnswer {
  readonly answer: Answer;
  /** Under every policy that the change makes; empty without a scenario, and where no policy plays the change. */
  readonly under: readonly Finding[];
  /** Whether the runs bear it out, refute it, or have nothing to say, so that a person's word is all there is. */
  readonly isTrue: boolean | null;
}

export interface JudgedObjection {
  readonly front: ObjectionFront;
  readonly state: ObjectionState;
  /** Whether the state rests on a person's word alone. */
  readonly isOnWord: boolean;
  /** The scenario under the policies of the change that is objected to: whether it shows what the objection says. */
  readonly shown: readonly Finding[];
  /** Whether the objection was right about the change, as far as the runs say; null where they do not. */
  readonly wasRight: boolean | null;
  /** In the order of their dates. */
  readonly answers: readonly CheckedAnswer[];
  /** Released policies, after the one that addressed it, under which its scenario fails again. */
  readonly regressions: readonly string[];
  /** The scenario under today's policy; null without one. */
  readonly today: Finding | null;
}

/**
 * What became of an objection by the last answer, as far as the runs bear it out.
 * @param today ids of the policies of today's kernel, one of each family, the one that it brought first: whose recorded
 * run is that of the whole kernel
 */
export function judgeObjection(
  front: ObjectionFront,
  { changes, verdicts }: Pick<Debate, 'changes' | 'verdicts'>,
  today: readonly string[],
): JudgedObjection {
  const policiesOf = (change: string | undefined) => changes.find(({ id }) => id === change)?.policies ?? [];
  const find = (policies: readonly string[]) => findUnder(front.scenario, policies, verdicts);
  const shown = find(policiesOf(front.change));
  const answers = front.answers.toSorted(byDate).map((answer): CheckedAnswer => {
    const under = answer.kind === 'addressed' ? find(policiesOf(answer.change)) : [];
    return { answer, under, isTrue: isMended(under) };
  });
  const last = answers.at(-1);
  const now = find(today).find(({ word }) => word !== null && word !== 'not applicable') ?? null;
  const regressions =
    last?.answer.kind === 'addressed' && last.isTrue === true
      ? findRegressions(front.scenario, policiesOf(last.answer.change), verdicts)
      : [];
  const isFailing = isFailure(now?.word ?? undefined);
  return {
    front,
    state: stateOf(last, regressions, isFailing),
    isOnWord:
      last !== undefined && (last.answer.kind === 'addressed' ? last.isTrue === null : front.scenario === undefined),
    shown,
    wasRight: shown.some(({ word }) => isFailure(word ?? undefined)) ? true : isMended(shown) === true ? false : null,
    answers,
    regressions,
    today: now,
  };
}

/** The order in which answers were given; those of one day as they stand. */
export function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

function stateOf(last: CheckedAnswer | undefined, regressions: readonly string[], isFailing: boolean): ObjectionState {
  if (last === undefined) return 'open';
  const { kind } = last.answer;
  if (kind === 'addressed') {
    const isBorneOut = last.isTrue ?? last.answer.person !== undefined;
    return isBorneOut && !(regressions.length > 0 && isFailing) ? 'addressed' : 'open';
  }
  return kind === 'rejected' && isFailing ? 'standing' : kind;
}

function findUnder(
  test: PropertyTest | undefined,
  policies: readonly string[],
  verdicts: VerdictMatrix,
): readonly Finding[] {
  if (test === undefined) return [];
  return policies.map((policy) => ({ policy, word: verdicts.findWord(test, policy) ?? null }));
}

/** True where the scenario was asked and nothing failed, false where something did, null where nothing is known. */
export function isMended(under: readonly Finding[]): boolean | null {
  if (under.some(({ word }) => isFailure(word ?? undefined))) return false;
  const asked = under.filter(({ word }) => word !== 'not applicable');
  return asked.length > 0 && asked.every(({ word }) => isKept(word ?? undefined)) ? true : null;
}

/** Released policies of the same family that came later and fail: policies stand in the order of their releases. */
function findRegressions(
  test: PropertyTest | undefined,
  mended: readonly string[],
  verdicts: VerdictMatrix,
): readonly string[] {
  if (test === undefined) return [];
  const { policies } = verdicts;
  const last = policies.findLastIndex(({ id, standing }) => mended.includes(id) && standing === 'released');
  const family = policies[last]?.family;
  return policies
    .filter((policy, index) => index > last && policy.family === family && policy.standing === 'released')
    .filter(({ id }) => isFailure(verdicts.findWord(test, id)))
    .map(({ id }) => id);
}
