import type { Effect } from '#lib/db/effect';
import type { PairSide } from '#lib/db/policy-pair';
import { counted } from '../_components/numbers';
import { pairPath } from '../_components/pair-path';
import { Costs } from '../policies/[id]/change';
import { PairFlips } from '../policies/[id]/pair-flips';
import { PairRules } from '../policies/[id]/pair-rules';
import { ClaimCosts, ClaimTurns } from './claim-turns';
import { findFlipHrefs } from './effect-hrefs';

/** Everything that changes when one side takes the place of another: claims first, then scenarios and rules, folded. */
export async function EffectView({ effect }: { effect: Effect }) {
  const { pair, changed } = effect;
  const names = [pair.before.id, pair.after.id] as const;
  const hrefOf = await findFlipHrefs(pair);
  const flips = pair.breaks.length + pair.mends.length + pair.others.length;
  return (
    <>
      <p className="note">
        {countText(effect)} <PlayedOn side={pair.before} /> <PlayedOn side={pair.after} />
      </p>
      <ClaimTurns claims={changed} names={names} hrefOf={hrefOf} />
      <ClaimCosts claims={changed} names={names} />
      {flips > 0 && (
        <details className="fold">
          <summary>
            {counted(flips, 'verdict')} of scenarios: {pair.breaks.length} broken, {pair.mends.length} mended,{' '}
            {pair.others.length} otherwise
          </summary>
          <PairFlips title={`What ${names[1]} breaks`} flips={pair.breaks} names={names} hrefOf={hrefOf} />
          <PairFlips title={`What ${names[1]} mends`} flips={pair.mends} names={names} hrefOf={hrefOf} />
          <PairFlips title="What is reached under one of them only" flips={pair.others} names={names} hrefOf={hrefOf} />
        </details>
      )}
      {pair.before.own === null && pair.after.own === null && (
        <>
          <Costs flips={pair.costs} before={names[0]} after={names[1]} />
          <details className="fold">
            <summary>Rules that differ, in words</summary>
            <PairRules pair={pair} />
          </details>
        </>
      )}
      {pair.before.own === null && pair.after.own === null && (
        <p className="note">
          <a href={pairPath(pair.before.asked, pair.after.asked)}>
            All that changes from {pair.before.asked} to {pair.after.asked}
          </a>
        </p>
      )}
    </>
  );
}

/** `Of the claims that runs speak of 3 are broken, 5 mended …; 40 keep their verdict (31 holds, 9 violated).` */
function countText({ changed, same, unasked, pair }: Effect): string {
  if (pair.compared === 0) return 'No scenario was run under both yet.';
  const count = (kind: string) => changed.filter((claim) => claim.kind === kind).length;
  const kept = same.reduce((sum, one) => sum + one.count, 0);
  const words = same.map(({ word, count: many }) => `${many} ${word}`).join(', ');
  const turned = [
    `${count('breaks')} broken`,
    `${count('mends')} mended`,
    ...(count('changes') > 0 ? [`${count('changes')} otherwise`] : []),
    ...(count('costs') > 0 ? [`${count('costs')} at other cost alone`] : []),
  ].join(', ');
  // A scenario that does not ask the family of a policy was not left out: there is nothing to run.
  const isWhole = pair.before.row !== null && pair.after.row !== null;
  const missing = pair.missing === 0 || isWhole ? '' : ` ${counted(pair.missing, 'run')} of one side are missing.`;
  return `Claims: ${turned}; ${kept} keep their verdict${words === '' ? '' : ` (${words})`}, ${unasked} are not asked.${missing}`;
}

/** Which policies of the other families a side is played with: a verdict is one of all of them together. */
function PlayedOn({ side: { id, asked, kernel, policies, own } }: { side: PairSide }) {
  if (own !== null) {
    const like = own.own.policies.at(-1)?.like;
    return (
      <>
        {id} has the rules of {like}, but for its own lines; {own.judged} of {counted(own.total, 'scenario')} judged
        {own.judged < own.total && '; the others are being judged, load the page again'}.
      </>
    );
  }
  const others = policies.filter((policy) => policy !== id);
  if (others.length === 0) return null;
  return (
    <>
      {kernel === null ? asked : `Kernel ${kernel}`} is played with {others.join(', ')}.
    </>
  );
}
