import { type ClaimTurn, type FindRun, turnClaim } from '#lib/argument/claim-turn';
import type { JudgedRun, PropertyTest, VerdictMatrix } from '#lib/argument/verdict-matrix';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import { type Declaration, type DeclaredSides, findDeclaration, policiesOfVersion } from '#lib/db/declared';
import { getMoot } from '#lib/db/open';
import {
  compareSides,
  findOwnSide,
  findPair,
  findSide,
  ownRunOf,
  type PairFlip,
  type PairSide,
  type PolicyPair,
  tellApart,
  withOwnRuns,
} from '#lib/db/policy-pair';
import type { ClaimRow } from '#lib/db/record-types';
import { findLineage } from '#lib/db/series';

/** A claim on both sides, with the first step at which they part on the schedule that decides it. */
export interface ClaimEffect extends Omit<ClaimTurn, 'claim'> {
  readonly claim: ClaimRow;
  /** Null where its word is the same, or no schedule is kept. */
  readonly flip: PairFlip | null;
}

/** What becomes of everything when one side takes the place of another. */
export interface Effect {
  readonly pair: PolicyPair;
  /** Claims whose word or price differs: broken ones first, then mended, then the others. */
  readonly changed: readonly ClaimEffect[];
  /** How many claims have the same word on both sides, by that word, the most frequent first. */
  readonly same: readonly { readonly word: string; readonly count: number }[];
  /** Claims of which neither side says anything. */
  readonly unasked: number;
}

/** One change of a version, and what it does. */
export interface DeclaredEffect {
  readonly declaration: Declaration;
  /** One a family; an effect is null where nothing stood in the policy's place before, or a name names nothing. */
  readonly effects: readonly { readonly sides: DeclaredSides; readonly effect: Effect | null }[];
}

/** What a version declares, and what that does. */
export interface VersionEffect {
  readonly declaredBy: string;
  readonly isOfSeries: boolean;
  readonly declared: readonly DeclaredEffect[];
}

/** What a patch, or the version that it is a part of, does; undefined where neither declares anything. */
export async function findVersionEffect(messageId: string): Promise<VersionEffect | undefined> {
  const version = await policiesOfVersion(messageId);
  if (version === undefined) return undefined;
  const { declaredBy, isOfSeries, declarations } = version;
  return { declaredBy, isOfSeries, declared: await Promise.all(declarations.map(effectOf)) };
}

async function effectOf(declaration: Declaration): Promise<DeclaredEffect> {
  const effects = declaration.sides.map(async (sides) => ({
    sides,
    effect: await findEffect(
      sides.before === null ? undefined : await findSide(sides.before),
      await sideOf(declaration, sides),
    ),
  }));
  return { declaration, effects: await Promise.all(effects) };
}

/** What a declaration makes in one family, as a side. */
async function sideOf({ own }: Declaration, { after }: DeclaredSides): Promise<PairSide | undefined> {
  return own === null ? findSide(after) : findOwnSide(own);
}

/** One version against the one before it. */
export interface Revision {
  readonly before: Declaration;
  readonly after: Declaration;
  /** One for each family in which both speak. */
  readonly effects: readonly {
    readonly before: DeclaredSides;
    readonly after: DeclaredSides;
    /** Null where both make the same policy: the revision changed text alone. */
    readonly effect: Effect | null;
  }[];
}

/** Most versions that are followed back. */
const mostVersions = 20;

/**
 * What each version of a patch changed in meaning against the one before it, the newest first, back to the first that
 * declares anything. The version before is the one that the change says it revises, else that of the posting before it.
 */
export async function listRevisions(messageId: string): Promise<readonly Revision[]> {
  const version = await policiesOfVersion(messageId);
  const revisions: Revision[] = [];
  let at = version?.declarations.find(({ revises }) => revises !== null) ?? version?.declarations[0];
  const seen = new Set<string>();
  while (at !== undefined && !seen.has(at.slug) && seen.size < mostVersions) {
    seen.add(at.slug);
    const before = await findRevised(at);
    if (before !== undefined && !seen.has(before.slug)) revisions.push(await revisionOf(before, at));
    at = before;
  }
  return revisions;
}

/** What one version means against another; undefined where one of them declares nothing. */
export async function findRevision(fromMessageId: string, toMessageId: string): Promise<Revision | undefined> {
  const [from, to] = await Promise.all([policiesOfVersion(fromMessageId), policiesOfVersion(toMessageId)]);
  const after = to?.declarations.find(({ revises }) => revises !== null) ?? to?.declarations[0];
  const before = from?.declarations.find(({ slug }) => slug === after?.revises) ?? from?.declarations[0];
  return before === undefined || after === undefined ? undefined : revisionOf(before, after);
}

async function findRevised({ revises, messageId, slug }: Declaration): Promise<Declaration | undefined> {
  if (revises !== null) return findDeclaration(revises);
  const versions = (await findLineage(messageId))?.versions ?? [];
  const own = versions.findIndex(({ parts, headMessageId }) =>
    [headMessageId, ...parts.map((part) => part.messageId)].includes(messageId),
  );
  for (const version of versions.slice(0, Math.max(own, 0)).toReversed()) {
    const found = (await policiesOfVersion(version.headMessageId))?.declarations[0];
    if (found !== undefined && found.slug !== slug) return found;
  }
  return undefined;
}

async function revisionOf(before: Declaration, after: Declaration): Promise<Revision> {
  const sides = await Promise.all(
    after.sides.map(async (is) => {
      const right = await sideOf(after, is);
      const lefts = await Promise.all(before.sides.map(async (was) => ({ was, left: await sideOf(before, was) })));
      // Policies are compared within a family; a policy of one's own with whatever the other version made.
      const found = lefts.find(
        ({ left }) => left !== undefined && (left.own ?? right?.own) == null && left.row?.family === right?.row?.family,
      );
      const other = found ?? lefts.find(({ left }) => (left?.own ?? right?.own ?? null) !== null);
      if (other === undefined) return [];
      const isSame = other.left?.id === right?.id && before.own === after.own;
      return [{ before: other.was, after: is, effect: isSame ? null : await findEffect(other.left, right) }];
    }),
  );
  return { before, after, effects: sides.flat() };
}

/** Compares two sides; null where one of them is none. */
async function findEffect(before: PairSide | undefined, after: PairSide | undefined): Promise<Effect | null> {
  if (before === undefined || after === undefined) return null;
  const isKnown = before.own === null && after.own === null;
  const pair = isKnown ? await findPair(before.asked, after.asked) : await compareSides(before, after);
  if (pair === undefined) return null;
  const { prisma } = await getMoot();
  const [{ claims, verdicts }, rows] = await Promise.all([getDebate(), getClaimRows(prisma)]);
  const sides = [tellApart(before, after), after] as const;
  const all = withOwnRuns(verdicts, sides);
  const [findBefore, findAfter] = sides.map((side) => finderOf(side, all));
  if (findBefore === undefined || findAfter === undefined) return null;
  const bySlug = new Map([...rows.values()].map((row) => [row.slug, row]));
  const flips = [...pair.breaks, ...pair.mends, ...pair.others];
  const changed: ClaimEffect[] = [];
  const same = new Map<string, number>();
  let unasked = 0;
  for (const { id, scenarios } of claims) {
    const row = bySlug.get(id);
    const turn = turnClaim(id, scenarios, findBefore, findAfter);
    if (turn.kind === 'unasked' || row === undefined) unasked += 1;
    else if (turn.kind === 'same') same.set(turn.after?.word ?? '', (same.get(turn.after?.word ?? '') ?? 0) + 1);
    else changed.push({ ...turn, claim: row, flip: findFlip(turn, flips, findAfter) });
  }
  return {
    pair,
    changed: changed.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    same: [...same].map(([word, count]) => ({ word, count })).toSorted((a, b) => b.count - a.count),
    unasked,
  };
}

const order = ['breaks', 'mends', 'changes', 'costs'];

/** The run of a test that is a side's own. */
function finderOf(side: PairSide, verdicts: VerdictMatrix): FindRun {
  const find = ownRunOf(side, verdicts);
  const byScenario = new Map<string, JudgedRun[]>();
  for (const run of verdicts.runs) {
    const known = byScenario.get(run.scenario);
    if (known === undefined) byScenario.set(run.scenario, [run]);
    else known.push(run);
  }
  return ({ scenario, kind }) =>
    find((byScenario.get(scenario) ?? []).filter((run) => (kind === undefined ? run.isFirst : run.kind === kind)));
}

/** The flipped verdict that turned a claim: of the test that fails on one side. */
function findFlip({ before, after }: ClaimTurn, flips: readonly PairFlip[], findRun: FindRun): PairFlip | null {
  const tests = [after?.test, before?.test].filter((test) => test !== undefined);
  const find = (test: PropertyTest) => {
    const kind = findRun(test)?.isFirst === true ? null : (test.kind ?? null);
    return flips.find(
      (flip) => flip.scenario === test.scenario && flip.property === test.property && flip.kind === kind,
    );
  };
  return tests.map(find).find((flip) => flip !== undefined) ?? null;
}
