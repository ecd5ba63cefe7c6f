import { isFailure, isKept, type PropertyTest, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import { getDebate } from '#lib/db/debate-records';
import { policiesOfVersion, type VersionPolicies } from '#lib/db/declared';
import { findOwnSide, withOwnRuns } from '#lib/db/policy-pair';
import type { VerdictWord } from '#lib/scenario/run';

/** What the runs say of a test under what a version of a patch makes. */
export interface VersionVerdict {
  /** Who declared the policies: the patch itself, or the head of its series. */
  readonly declaredBy: string;
  /** Every policy that was asked, with its word; null where nothing is recorded of it yet, or it is stale. */
  readonly under: readonly { readonly policy: string; readonly word: VerdictWord | null }[];
  /** The one that speaks: of those whose family the scenario asks, the first that fails, else the first. */
  readonly policy: string | null;
  /** Its word; null where nothing is known. */
  readonly word: VerdictWord | null;
  /** True where it fails, false where it was kept in every order, null where the runs say neither. */
  readonly isFailing: boolean | null;
}

/**
 * The word of a test under the policies that a version of a patch declares; undefined where it declares none. Only what
 * the version makes is asked, not the policies that carry it on later.
 */
export async function verdictUnderVersion(messageId: string, test: PropertyTest): Promise<VersionVerdict | undefined> {
  const version = await policiesOfVersion(messageId);
  return version === undefined ? undefined : judgeVersion(version, test);
}

/** The recorded runs, and what is kept of those under the policies of one's own that a version brings. */
async function withDeclaredRuns(verdicts: VerdictMatrix, { declarations }: VersionPolicies): Promise<VerdictMatrix> {
  const sides = await Promise.all(declarations.flatMap(({ own }) => (own === null ? [] : [findOwnSide(own)])));
  return withOwnRuns(
    verdicts,
    sides.flatMap((side) => side ?? []),
  );
}

/** The same where it is known what the version declares. */
export async function judgeVersion(version: VersionPolicies, test: PropertyTest): Promise<VersionVerdict> {
  const verdicts = await withDeclaredRuns((await getDebate()).verdicts, version);
  const policies = [...new Set(version.declarations.flatMap(({ sides }) => sides.map(({ after }) => after)))];
  const under = policies.map((policy) => ({ policy, word: verdicts.findWord(test, policy) ?? null }));
  const asked = under.filter(({ word }) => word !== null && word !== 'not applicable');
  const speaks = asked.find(({ word }) => isFailure(word ?? undefined)) ?? asked[0];
  const word = speaks?.word ?? null;
  return {
    declaredBy: version.declaredBy,
    under,
    policy: speaks?.policy ?? null,
    word,
    isFailing: word === null ? null : isFailure(word) ? true : isKept(word) ? false : null,
  };
}
