import { findWorst, wordOf } from '#lib/argument/standing';
import { copiesProperty, isBroken, isKept, type JudgedRun, type PropertyTest } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

/** Finds the run that a test is judged by; undefined where there is none. */
export type FindRun = (test: PropertyTest) => JudgedRun | undefined;

/** What the runs say of a claim on one side, and which of its tests says it. */
export interface ClaimWord {
  readonly word: VerdictWord;
  readonly test: PropertyTest;
}

/**
 * What becomes of a claim when one side takes the place of another: it breaks, it is mended, its word is another one, or
 * only what it costs is; `same` where nothing differs, `unasked` where neither side says anything of it.
 */
export type ClaimTurnKind = 'breaks' | 'mends' | 'changes' | 'costs' | 'same' | 'unasked';

/** A claim on both sides. */
export interface ClaimTurn {
  readonly claim: string;
  readonly before: ClaimWord | null;
  readonly after: ClaimWord | null;
  readonly kind: ClaimTurnKind;
  /** Copies of the test that is measured by them, where they differ: least and most over all ends. */
  readonly copies: {
    readonly test: PropertyTest;
    readonly before: JudgedRun['copies'];
    readonly after: JudgedRun['copies'];
  } | null;
}

/** A claim's word on each side, by the worst of its tests, and what became of it. */
export function turnClaim(
  claim: string,
  tests: readonly PropertyTest[],
  findBefore: FindRun,
  findAfter: FindRun,
): ClaimTurn {
  const before = wordUnder(tests, findBefore);
  const after = wordUnder(tests, findAfter);
  const copies = compareCopies(tests, findBefore, findAfter);
  return { claim, before, after, copies, kind: kindOf(before, after, copies !== null) };
}

function kindOf(before: ClaimWord | null, after: ClaimWord | null, hasCopies: boolean): ClaimTurnKind {
  if (before === null && after === null) return hasCopies ? 'costs' : 'unasked';
  if (before?.word === after?.word) return hasCopies ? 'costs' : 'same';
  // What is unreached was a possibility: no side owes one, so nothing is broken where it is gone.
  if (isBroken(after?.word) && !isBroken(before?.word)) return isKept(before?.word) ? 'breaks' : 'changes';
  if (isBroken(before?.word) && !isBroken(after?.word)) return isKept(after?.word) ? 'mends' : 'changes';
  return 'changes';
}

/** Null where no test says anything, or the family of what is asked occurs in none of them. */
function wordUnder(tests: readonly PropertyTest[], find: FindRun): ClaimWord | null {
  const worst = findWorst(
    tests.flatMap((test) => {
      if (test.property === copiesProperty) return [];
      const run = find(test);
      const verdict =
        run === undefined || run.stale ? undefined : run.isApplicable ? run.words.get(test.property) : null;
      return run === undefined || verdict === undefined || verdict === null
        ? []
        : [{ verdict, isStuck: run.isStuck, test }];
    }),
  );
  return worst === undefined ? null : { word: wordOf(worst), test: worst.test };
}

function compareCopies(tests: readonly PropertyTest[], findBefore: FindRun, findAfter: FindRun): ClaimTurn['copies'] {
  for (const test of tests) {
    if (test.property !== copiesProperty) continue;
    const [before, after] = [findBefore(test)?.copies ?? null, findAfter(test)?.copies ?? null];
    if (before === null || after === null) continue;
    if (before.least !== after.least || before.most !== after.most) return { test, before, after };
  }
  return null;
}
