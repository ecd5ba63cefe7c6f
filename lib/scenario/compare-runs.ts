import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { PolicyRun, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';

/**
 * What became of a verdict: it breaks now, no longer breaks, has another word or other broken properties; or it is the
 * same at another price, in copies; or all is the same.
 */
export type Turn = 'breaks' | 'mends' | 'changes' | 'costs' | 'same';

/** One scenario on one kind of page, under a policy of one's own and under the policy that it is like. */
export interface Compared {
  readonly kind: string;
  readonly like: VerdictWord;
  readonly own: VerdictWord;
  readonly turn: Turn;
  /** Properties whose verdicts differ. */
  readonly properties: readonly string[];
  /** Least and most copies over all ends, `1` or `0..1`: a price, and no verdict. Null where nothing came to an end. */
  readonly copies: { readonly like: string | null; readonly own: string | null };
}

const isBroken = (word: VerdictWord) => word === 'violated' || word === 'stuck';

export function compareRuns(like: PolicyRun, own: PolicyRun): Compared {
  const before = new Map(like.properties.map(({ name, verdict }) => [name, verdict]));
  const properties = own.properties.filter(({ name, verdict }) => before.get(name) !== verdict).map(({ name }) => name);
  const copies = { like: countCopies(like), own: countCopies(own) };
  const turn: Turn =
    isBroken(own.verdict) && !isBroken(like.verdict)
      ? 'breaks'
      : isBroken(like.verdict) && !isBroken(own.verdict)
        ? 'mends'
        : own.verdict !== like.verdict || properties.length > 0
          ? 'changes'
          : copies.own !== copies.like
            ? 'costs'
            : 'same';
  return { kind: own.kind, like: like.verdict, own: own.verdict, turn, properties, copies };
}

/** Whether a verdict is another one: copies alone are a price. */
export function isOther(turn: Turn): boolean {
  return turn !== 'same' && turn !== 'costs';
}

/** Every copy that a run can come to make: on a write, by unsharing, at fork. */
function countCopies(run: PolicyRun): string | null {
  if (run.outcomes.length === 0) return null;
  const counts = run.outcomes.map(({ copies, unshares, forkCopies }) => copies + unshares + forkCopies);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least}..${most}`;
}

/** Ids under which a scenario that `withOwn` gave is played. */
export interface ComparedIds {
  readonly own: string;
  readonly like: string;
}

/**
 * A scenario that brings a policy, and one that is like the same but answers nothing itself: to be compared with it,
 * whatever it is called in the text. `policies` are those of one text.
 */
export function withOwn(
  scenario: Scenario,
  policies: readonly OwnPolicy[],
  policy: OwnPolicy,
): { readonly scenario: Scenario; readonly ids: ComparedIds } {
  // No text can call a policy so.
  const like = `like ${policy.like}`;
  const bare: OwnPolicy = { ...policy, id: like, lines: [] };
  return { scenario: { ...scenario, ownPolicies: [...policies, bare] }, ids: { own: policy.id, like } };
}
