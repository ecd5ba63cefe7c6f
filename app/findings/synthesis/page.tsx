import type { Metadata } from 'next';
import { findSynthesis } from '#lib/content/synthesis';
import { listPolicies } from '#lib/db/policies';
import { simulators } from '#lib/simulators';
import { Crumb } from '../../_components/crumb';
import { writeTextHash } from '../../_components/runner/text-hash';
import { addPolicies } from '../../playground/compose';
import { KnownTable } from './known-table';
import { RuleTable } from './rule-table';
import './synthesis.css';

export const metadata: Metadata = { title: 'Rules that nobody proposed' };

/** Which rules get every scenario right, and where what was merged stands: recorded by `moot synthesise --record`. */
export default async function SynthesisPage() {
  const [view, policies] = await Promise.all([findSynthesis(), listPolicies()]);
  const crumb = <Crumb up={{ href: '/findings', label: 'Findings' }} here="synthesis" />;
  if (view === undefined)
    return (
      <>
        {crumb}
        <h1>Rules that nobody proposed</h1>
        <p className="note">
          No search is recorded. <code>moot synthesise --record</code> searches, which takes a minute or two.
        </p>
      </>
    );
  const { recorded, isStale } = view;
  const { all, reference, known, size, perCondition, like, scenarios } = recorded;
  const { list } = reference;
  const hrefs = new Map(
    await Promise.all([...all.rules, ...list.rules].map(async ({ text }) => [text, await playgroundOf(text)] as const)),
  );
  const [first] = all.rules;
  const [best] = list.rules;
  const isRight = first !== undefined && first.notRight.length === 0;
  return (
    <>
      {crumb}
      <section className="sec first">
        <div>
          <h1>Rules that nobody proposed</h1>
          <p className="prose">
            Every rule of the family {recorded.family} up to size {size} was judged in {scenarios} scenarios, each on
            all of its kinds of page: {all.judged} in all.{' '}
            {isRight
              ? `Some get every one of them right; the cheapest makes ${range(first)} copies.`
              : 'None gets every one of them right.'}{' '}
            {reference.policy}, which was merged, gets {all.judged - list.judged} wrong.
            {best !== undefined && (
              <>
                {' '}
                In the others it makes {range(reference)} copies; of the rules that get those right{' '}
                {reference.better === 0 ? 'none makes' : `${reference.better} make`} fewer, the best {range(best)}.
              </>
            )}
          </p>
          {isStale && (
            <p className="box">
              Stale: a scenario or the engine has changed since this was recorded. <code>moot synthesise --record</code>{' '}
              searches again.
            </p>
          )}
          <p className="note">
            A condition looks at {perCondition} things at most; what no rule decides is as in{' '}
            <a href={`/policies/${like}`}>{like}</a>. <a href="/guide/synthesis">How rules are searched and counted</a>
          </p>
        </div>
      </section>
      <section className="topic" id="all">
        <h2>Right everywhere</h2>
        <p className="note">
          Judged in all {all.judged}. Copies are summed over the scenarios that a rule gets right, each at its kindest
          and at its unkindest schedule: rules that get the same ones right all have to make the necessary copies, so
          what differs is unnecessary.
        </p>
        <RuleTable list={all} hrefs={hrefs} />
      </section>
      <section className="topic" id="reference">
        <h2>As right as what was merged</h2>
        <p className="note">
          Judged in the {list.judged} that <a href={`/policies/${reference.policy}`}>{reference.policy}</a> gets right;
          it makes {range(reference)} copies there.
        </p>
        <RuleTable list={list} hrefs={hrefs} mark={reference} />
      </section>
      <section className="topic" id="known">
        <h2>Known policies by the same measure</h2>
        <p className="note">
          Judged in all {all.judged}. A policy that stays stuck, or meets a bound, is not right there.
        </p>
        <KnownTable known={known} policies={policies} />
      </section>
    </>
  );
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? String(least) : `${least}–${most}`;
}

/** The address of the playground with a rule in the small example. */
async function playgroundOf(text: string): Promise<string> {
  const simulator = simulators.find(({ synthesis }) => synthesis !== undefined);
  const policies = simulator?.parseOwn(text).policies;
  if (simulator === undefined || policies === undefined) return '/playground';
  return `/playground${await writeTextHash(addPolicies(simulator, simulator.example, policies))}`;
}
