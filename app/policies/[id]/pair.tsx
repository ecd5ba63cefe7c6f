import { listPolicies } from '#lib/db/policies';
import { findPair, type PairSide, type PolicyPair } from '#lib/db/policy-pair';
import { Crumb } from '../../_components/crumb';
import { counted } from '../../_components/numbers';
import { pairPath } from '../../_components/pair-path';
import { CompareForm } from '../compare-form';
import { Costs } from './change';
import { PairFlips } from './pair-flips';
import { PairRules } from './pair-rules';

/** What changed between two policies, combinations or kernels: rules, verdicts, and where two plays of one schedule part. */
export async function Pair({ before, after }: { before: string; after: string }) {
  const [pair, policies] = await Promise.all([findPair(before, after), listPolicies()]);
  if (pair === undefined) {
    return (
      <div className="headline">
        <h1>Nothing to compare</h1>
        <p className="note">
          One of “{before}” and “{after}” is no policy, combination or kernel that is known here. Choose two.
        </p>
        <CompareForm policies={policies} before={before} after={after} />
      </div>
    );
  }
  const { breaks, mends, others, costs } = pair;
  const names = [pair.before.id, pair.after.id] as const;
  return (
    <>
      <Crumb up={{ href: '/policies', label: 'Policies' }} here={`${before}..${after}`}>
        <a href={pairPath(after, before)}>The other way round</a>
      </Crumb>
      <div className="headline">
        <h1>
          What changed from {pair.before.asked} to {pair.after.asked}
        </h1>
        <dl className="stand">
          <SideFacts side={pair.before} />
          <SideFacts side={pair.after} />
        </dl>
        <CompareForm policies={policies} before={before} after={after} />
      </div>
      <section className="topic" id="rules">
        <h2>Rules that differ</h2>
        <PairRules pair={pair} />
      </section>
      <section className="topic" id="verdicts">
        <h2>Verdicts that flipped</h2>
        <p className="note">{countText(pair)}</p>
        <PairFlips title={`What ${names[1]} breaks`} flips={breaks} names={names} />
        <PairFlips title={`What ${names[1]} mends`} flips={mends} names={names} />
        <PairFlips title="What is reached under one of them only" flips={others} names={names} />
        <Costs flips={costs} before={names[0]} after={names[1]} />
      </section>
    </>
  );
}

function SideFacts({ side }: { side: PairSide }) {
  return (
    <>
      <dt>{side.asked}</dt>
      <dd>
        {side.row === null ? (
          <>
            {side.kernel === null ? 'a combination' : <a href={`/kernels/${side.asked}`}>kernel {side.kernel}</a>}:{' '}
            {side.policies.map((id, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <a href={`/policies/${id}`}>{id}</a>
              </span>
            ))}
            {side.note !== null && `. ${side.note}`}
          </>
        ) : (
          <>
            <a href={`/policies/${side.id}`}>{side.row.title}</a>, {side.row.standing}, {side.row.inForce}; alone it is
            played with {side.policies.filter((id) => id !== side.id).join(', ')}
          </>
        )}
      </dd>
    </>
  );
}

/** `212 runs compared, each a scenario on a kind of page: 3 verdicts broken, 12 mended.` */
function countText({ breaks, mends, others, costs, compared, missing }: PolicyPair): string {
  if (compared === 0) return 'No scenario was run under both yet.';
  const found =
    breaks.length + mends.length + others.length + costs.length === 0
      ? 'No scenario that is here tells them apart'
      : `${counted(breaks.length, 'verdict')} broken, ${mends.length} mended, ${others.length} otherwise different, ${counted(costs.length, 'run')} with other copies alone`;
  const gap =
    missing === 0 ? '' : ` ${counted(missing, 'more was', 'more were')} not run under what one of them is made of.`;
  return `${counted(compared, 'run')} compared, each a scenario on a kind of page: ${found}.${gap}`;
}
