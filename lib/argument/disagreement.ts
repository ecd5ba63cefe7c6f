import type { Debate } from '#lib/argument/debate';
import type { ClaimFront, ClaimKind } from '#lib/argument/record/claim';
import { type Attitude, findLastStance } from '#lib/argument/stance';
import { isFailure, isKept, wordOfTests } from '#lib/argument/verdict-matrix';

/**
 * What would end a disagreement. `factual`: a run does. `normative`: the sides accept the same run and judge it
 * differently. `empirical`: it needs numbers. `scope`: the sides speak of different cases. `verbal`: of one word in two
 * senses.
 */
export const disagreementTypes = [
  'factual',
  'normative',
  'empirical',
  'scope',
  'verbal',
] as const satisfies ClaimKind[];

export type DisagreementType = (typeof disagreementTypes)[number];

/** A stance that puts somebody on a side. */
export interface Saying {
  readonly claim: string;
  readonly attitude: Attitude;
  readonly message: string;
  readonly date: string;
  readonly note: string;
}

/** One person on one side: what they said for it, oldest first. */
export interface Voice {
  readonly person: string;
  readonly sayings: readonly Saying[];
  /** Whether their last word on every claim at stake no longer speaks for this side. */
  readonly hasLeft: boolean;
}

export interface Side {
  /** The claim that this side holds; null for those who only reject the other's. */
  readonly claim: string | null;
  readonly voices: readonly Voice[];
}

/** What the runs under some policies say: for the first side, for the second, that both claims hold, that neither does. */
export interface Decision {
  readonly family: string;
  readonly says: 'first' | 'second' | 'both' | 'neither';
  /** In the order of the policies. */
  readonly policies: readonly string[];
}

/** Two claims that cannot both be right in the eyes of somebody, or one that some hold and some do not. */
export interface Disagreement {
  /** `CLAIM` or `CLAIM.CLAIM`, the same however the records are ordered. */
  readonly id: string;
  readonly type: DisagreementType;
  /** Why it is of this type: the claims whose kind decides, in their order. Empty where every claim is factual. */
  readonly because: readonly string[];
  readonly sides: readonly [Side, Side];
  /** Relations that set the two claims against each other; empty where there is one claim. */
  readonly relations: readonly ClaimFront['relations'][number][];
  /** Day on which the second side first spoke. */
  readonly since: string;
  /** Whether each side still has somebody whose last word is for it. */
  readonly isLive: boolean;
  /** Of a factual one: what decides it, family by family. Empty where nothing that was run tells the sides apart. */
  readonly decisions: readonly Decision[];
}

/**
 * Every disagreement, oldest first. A claim that is rejected by those alone who hold what is set against it stands with
 * that claim, and not once more by itself.
 */
export function findDisagreements(debate: Pick<Debate, 'claims' | 'verdicts'>): readonly Disagreement[] {
  const claims = new Map(debate.claims.map((claim) => [claim.id, claim]));
  const opposed = new Map<string, [ClaimFront, ClaimFront]>();
  for (const claim of debate.claims)
    for (const { kind, claim: other } of claim.relations) {
      const target = claims.get(other);
      if ((kind !== 'rebuts' && kind !== 'contrary') || target === undefined) continue;
      const key = [claim.id, other].sort().join('.');
      if (!opposed.has(key)) opposed.set(key, [claim, target]);
    }
  const pairs = [...opposed].flatMap(([id, [one, other]]) => disagree(id, one, other, debate) ?? []);
  const said = new Set(pairs.flatMap(({ sides }) => sides.flatMap(({ voices }) => voices.flatMap(keysOf))));
  const singles = debate.claims.flatMap((claim) => {
    const found = disagree(claim.id, claim, null, debate);
    const isNew = found?.sides[1].voices.flatMap(keysOf).some((key) => !said.has(key));
    return found === undefined || isNew !== true ? [] : [found];
  });
  return [...pairs, ...singles].toSorted((a, b) => compare(a.since, b.since) || compare(a.id, b.id));
}

/** The kinds that settle nothing by a run, in the order in which they must be settled: words first, then cases, then values. */
const precedence = ['verbal', 'scope', 'normative', 'empirical'] as const satisfies ClaimKind[];

function disagree(
  id: string,
  first: ClaimFront,
  second: ClaimFront | null,
  { verdicts }: Pick<Debate, 'verdicts'>,
): Disagreement | undefined {
  const claims = second === null ? [first] : [first, second];
  const sides: Disagreement['sides'] = [sideOf(first, second), sideOf(second, first)];
  const [one, other] = sides.map(({ voices }) =>
    voices
      .map(({ person }) => person)
      .sort()
      .join(' '),
  );
  // Nobody disagrees with themselves: what one person holds and doubts is no disagreement.
  if (one === '' || other === '' || one === other) return undefined;
  const type = precedence.find((kind) => claims.some((claim) => claim.kind === kind)) ?? 'factual';
  const relations = claims.flatMap((claim) =>
    claim.relations.filter(
      ({ kind, claim: other }) => (kind === 'rebuts' || kind === 'contrary') && claims.some((at) => at.id === other),
    ),
  );
  return {
    id,
    type,
    because: type === 'factual' ? [] : claims.filter(({ kind }) => kind === type).map((claim) => claim.id),
    sides,
    relations,
    since: sides.map(firstDay).sort().at(-1) ?? '',
    isLive: sides.every(({ voices }) => voices.some(({ hasLeft }) => !hasLeft)),
    decisions: type === 'factual' ? decide(first, second, verdicts) : [],
  };
}

const holding: readonly Attitude[] = ['asserts', 'accepts', 'concedes'];
const opposing: readonly Attitude[] = ['rejects', 'lukewarm'];

/** Those who hold a claim, or reject what is set against it. */
function sideOf(claim: ClaimFront | null, against: ClaimFront | null): Side {
  const sayings = [
    ...(claim === null ? [] : list(claim, holding)),
    ...(against === null ? [] : list(against, opposing)),
  ];
  const people = [...new Set(sayings.toSorted((a, b) => compare(a.date, b.date)).map(({ person }) => person))];
  return {
    claim: claim?.id ?? null,
    // Who holds the claim before who only rejects what is set against it.
    voices: people
      .toSorted((a, b) => Number(!holds(claim, a)) - Number(!holds(claim, b)))
      .map((person) => ({
        person,
        sayings: sayings
          .filter((saying) => saying.person === person)
          .map(({ person: _, ...saying }) => saying)
          .toSorted((a, b) => compare(a.date, b.date)),
        hasLeft: !speaks(claim, person, holding) && !speaks(against, person, opposing),
      })),
  };
}

function holds(claim: ClaimFront | null, person: string): boolean {
  return claim?.stances.some((stance) => stance.person === person && holding.includes(stance.attitude)) === true;
}

function list(claim: ClaimFront, attitudes: readonly Attitude[]): readonly (Saying & { readonly person: string })[] {
  return claim.stances
    .filter(({ attitude }) => attitudes.includes(attitude))
    .map(({ person, attitude, message, date, note }) => ({ person, claim: claim.id, attitude, message, date, note }));
}

/** Whether a person's last word on a claim is one of `attitudes`. */
function speaks(claim: ClaimFront | null, person: string, attitudes: readonly Attitude[]): boolean {
  const last = findLastStance(claim?.stances ?? [], person);
  return last !== undefined && attitudes.includes(last.attitude);
}

/** What the runs say of each policy that is no variant; a policy under which they say nothing of either is left out. */
function decide(first: ClaimFront, second: ClaimFront | null, verdicts: Debate['verdicts']): readonly Decision[] {
  const found = new Map<string, { family: string; says: Decision['says']; policies: string[] }>();
  for (const { id, family, variantOf } of verdicts.policies) {
    if (variantOf !== null) continue;
    const [one, other] = [first, second].map((claim) =>
      claim === null ? undefined : wordOfTests(verdicts, claim.scenarios, id),
    );
    const says =
      isKept(one) && isKept(other)
        ? 'both'
        : isFailure(one) && isFailure(other)
          ? 'neither'
          : isKept(one) || isFailure(other)
            ? 'first'
            : isFailure(one) || isKept(other)
              ? 'second'
              : undefined;
    if (says === undefined) continue;
    const known = found.get(`${family} ${says}`);
    if (known === undefined) found.set(`${family} ${says}`, { family, says, policies: [id] });
    else known.policies.push(id);
  }
  const decisions = [...found.values()];
  // A family whose policies all say the same decides nothing: what differs is said by another.
  const tells = (family: string) => decisions.filter((one) => one.family === family).length > 1;
  const telling = decisions.filter(({ family }) => tells(family));
  return telling.length === 0 ? decisions : telling;
}

function firstDay({ voices }: Side): string {
  return voices.flatMap(({ sayings }) => sayings.map(({ date }) => date)).sort()[0] ?? '';
}

function keysOf({ person, sayings }: Voice): readonly string[] {
  return sayings.map(({ claim, message, attitude }) => `${claim} ${person} ${message} ${attitude}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
