import type { Debate } from '#lib/argument/debate';
import type { ComputedFinding } from '#lib/argument/finding/finding';
import { findHolders } from '#lib/argument/stance';
import { isBroken, type JudgedPolicy, wordOfTests } from '#lib/argument/verdict-matrix';

/** Claims that exactly the same policies break: for the question which can stand together they are one. */
export interface BrokenAlike {
  readonly claims: readonly string[];
  /** In the order of the policies. */
  readonly brokenBy: readonly string[];
}

/**
 * One claim from each member, and every policy breaks at least one of them; none can be left out. `standing` says
 * whether the policies asked are the released or the proposed ones of the family.
 */
export interface IncompatibleClaims {
  readonly family: string;
  readonly standing: JudgedPolicy['standing'];
  readonly members: readonly BrokenAlike[];
  /** How many policies were asked. */
  readonly policies: number;
}

/** Most members that a set has: what takes four claims to be impossible tells nobody anything. */
const MAX_MEMBERS = 3;

/** Sets of held claims that no policy keeps together. */
export const incompatibleClaims: ComputedFinding<IncompatibleClaims> = {
  id: 'incompatible-claims',
  title: 'Claims that no policy keeps together',
  meaning:
    'Every claim here is held by somebody, and each policy of the family breaks at least one claim of the set, while without any one of them some policy would do. Claims that the same policies break stand together: any one of them is meant. Policies that a kernel had and those that were only proposed are asked apart, variants not at all.',
  none: 'Any three claims that somebody holds are kept together by some policy.',
  find: (debate) => {
    const families = [...new Set(debate.verdicts.policies.map(({ family }) => family))];
    return families.flatMap((family) =>
      (['released', 'proposed'] as const).flatMap((standing) => findSets(debate, family, standing)),
    );
  },
  say: ({ family, standing, members }) =>
    `${family}, ${standing}: ${members
      .map(({ claims, brokenBy }) => `${claims.join(' or ')} (broken by ${brokenBy.join(', ')})`)
      .join('; with ')}`,
};

function findSets(
  { claims, verdicts }: Debate,
  family: string,
  standing: JudgedPolicy['standing'],
): readonly IncompatibleClaims[] {
  const policies = verdicts.policies.filter(
    (policy) => policy.family === family && policy.standing === standing && policy.variantOf === null,
  );
  const groups = new Map<string, { claims: string[]; brokenBy: readonly string[] }>();
  for (const claim of claims) {
    if (claim.kind !== 'factual' || findHolders(claim.stances).length === 0) continue;
    const brokenBy = policies
      .filter(({ id }) => isBroken(wordOfTests(verdicts, claim.scenarios, id)))
      .map(({ id }) => id);
    if (brokenBy.length === 0) continue;
    const key = brokenBy.join(' ');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { claims: [claim.id], brokenBy });
    else known.claims.push(claim.id);
  }
  return findMinimalCovers([...groups.values()], policies.length).map((members) => {
    return { family, standing, members, policies: policies.length };
  });
}

/** Every set of at most three groups that together name all of `count` policies, and of which none can be left out. */
function findMinimalCovers(groups: readonly BrokenAlike[], count: number): readonly (readonly BrokenAlike[])[] {
  const covers = (members: readonly BrokenAlike[]) =>
    new Set(members.flatMap(({ brokenBy }) => brokenBy)).size === count;
  const found: (readonly BrokenAlike[])[] = [];
  const grow = (members: readonly BrokenAlike[], from: number): void => {
    if (covers(members)) {
      if (members.every((one) => !covers(members.filter((other) => other !== one)))) found.push(members);
      return;
    }
    if (members.length === MAX_MEMBERS) return;
    for (const [index, group] of groups.entries()) if (index >= from) grow([...members, group], index + 1);
  };
  if (count > 0) grow([], 0);
  return found.toSorted((a, b) => a.length - b.length);
}
