import type { Metadata } from 'next';
import { cache } from 'react';
import { findSynthesis, type SynthesisView } from '#lib/content/synthesis';
import { findFinding } from '#lib/db/findings';
import { listPolicies } from '#lib/db/policies';
import { simulators } from '#lib/simulators';
import { Crumb } from '../../_components/crumb';
import { writeTextHash } from '../../_components/runner/text-hash';
import { addPolicies } from '../../playground/compose';
import { ToldPage } from '../[slug]/told-page';
import { KnownTable } from './known-table';
import { RuleTable } from './rule-table';
import './synthesis.css';

/** The record tells what came out of the search, the tables are what was recorded of it. */
const SLUG = 'synthesis';

const TITLE = 'Rules that nobody proposed';

/** Asked for once, though the page and its head both want it. */
const find = cache(findFinding);

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await find(SLUG))?.title ?? TITLE };
}

/** Which rules get every scenario right, and where what was merged stands: recorded by `moot synthesise --record`. */
export default async function SynthesisPage() {
  const [view, finding] = await Promise.all([findSynthesis(), find(SLUG)]);
  const tables = view === undefined ? <NothingRecorded /> : <Recorded {...view} />;
  if (finding !== undefined) return <ToldPage finding={finding}>{tables}</ToldPage>;
  return (
    <>
      <Crumb up={{ href: '/findings', label: 'Findings' }} here={SLUG} />
      <h1>{TITLE}</h1>
      {tables}
    </>
  );
}

function NothingRecorded() {
  return (
    <p className="note">
      No search is recorded. <code>moot synthesise --record</code> searches, which takes a minute or two.
    </p>
  );
}

async function Recorded({ recorded, isStale }: SynthesisView) {
  const { all, reference, known, size, perCondition, like, scenarios, family } = recorded;
  const { list, policy } = reference;
  const [policies, ...links] = await Promise.all([
    listPolicies(),
    ...[...all.rules, ...list.rules].map(async ({ text }) => [text, await playgroundOf(text)] as const),
  ]);
  const hrefs = new Map(links);
  const [first] = all.rules;
  const [best] = list.rules;
  const isRight = first !== undefined && first.notRight.length === 0;
  return (
    <>
      <section className="topic" id="search">
        <h2>What was searched</h2>
        <p className="note">
          Every rule of the family {family} up to size {size} was judged in {scenarios} scenarios, each on all of its
          kinds of page: {all.judged} in all.{' '}
          {isRight
            ? `Some get every one of them right; the cheapest makes ${range(first)} copies.`
            : 'None gets every one of them right.'}{' '}
          {policy}, which was merged, gets {all.judged - list.judged} wrong.
          {best !== undefined && (
            <>
              {' '}
              In the others it makes {range(reference)} copies; of the rules that get those right{' '}
              {reference.better === 0 ? 'none makes' : `${reference.better} make`} fewer, the best {range(best)}.
            </>
          )}{' '}
          A condition looks at {perCondition} things at most; what no rule decides is as in{' '}
          <a href={`/policies/${like}`}>{like}</a>. <a href="/guide/synthesis">How rules are searched and counted</a>
        </p>
        {isStale && (
          <p className="box">
            Stale: a scenario or the engine has changed since this was recorded. <code>moot synthesise --record</code>{' '}
            searches again.
          </p>
        )}
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
          Judged in the {list.judged} that <a href={`/policies/${policy}`}>{policy}</a> gets right; it makes{' '}
          {range(reference)} copies there.
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

/** By the text of the rule: nothing else decides an address, and there are a few dozen. */
const addresses = new Map<string, Promise<string>>();

/** The address of the playground with a rule in the small example. */
function playgroundOf(text: string): Promise<string> {
  const known = addresses.get(text);
  if (known !== undefined) return known;
  const address = writeAddress(text);
  addresses.set(text, address);
  return address;
}

async function writeAddress(text: string): Promise<string> {
  const simulator = simulators.find(({ synthesis }) => synthesis !== undefined);
  const policies = simulator?.parseOwn(text).policies;
  if (simulator === undefined || policies === undefined) return '/playground';
  return `/playground${await writeTextHash(addPolicies(simulator, simulator.example, policies))}`;
}
