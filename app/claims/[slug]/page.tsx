import type { Metadata } from 'next';
import { cache } from 'react';
import { listExpectations } from '#lib/db/claim-expectations';
import { findClaimStanding } from '#lib/db/claim-standing';
import { findClaim } from '#lib/db/claims';
import { listTrials } from '#lib/db/trials';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { Missing } from '../../_components/missing';
import { Rail } from '../../_components/rail';
import { parseAddress } from './address';
import { Argument } from './argument';
import { ClaimChanges } from './changes';
import { Counterexamples } from './counterexamples';
import { Expectations } from './expectations';
import { ClaimHistory } from './history';
import { railEntries } from './rail-entries';
import { Relations } from './relations';
import { Scenarios } from './scenarios';
import { readStandingQuery } from './standing-query';
import { Statement } from './statement';
import { Trials } from './trials';
import { Verdicts } from './verdicts';
import './standing.css';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(async (part: string) => {
  const address = parseAddress(part);
  return address === undefined ? undefined : findClaim(address.slug, address.version);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const claim = await find((await params).slug);
  return claim === undefined ? {} : { title: claim.title };
}

export default async function ClaimPage({ params, searchParams }: Props) {
  const claim = await find((await params).slug);
  if (claim === undefined) return <Missing />;
  const asked = readStandingQuery(await searchParams);
  const [standing, expectations, trials] = await Promise.all([
    findClaimStanding(claim.slug, {
      ...asked,
      policies: claim.judgements.flatMap(({ policies }) => policies).map(({ id }) => id),
    }),
    listExpectations(claim.slug),
    listTrials(claim.slug),
  ]);
  return (
    <>
      <Crumb up={{ href: '/claims', label: 'Claims' }} here={claim.slug}>
        <span>
          Revision {claim.version}, <time dateTime={claim.updatedAt}>{longDate(claim.updatedAt)}</time>
        </span>
        <a href={`/map?claim=${claim.slug}`}>Map</a>
        <a href={`/edit/claim/${claim.slug}`}>Edit</a>
        <a href={`/claims/${claim.slug}@${claim.version}`}>Permanent link</a>
      </Crumb>
      <div className="lay">
        <Rail entries={railEntries(claim, expectations.length, trials.length)} />
        <div>
          <Statement claim={claim} standing={standing} />
          {standing !== undefined && <Argument claim={claim} standing={standing} asked={asked.under} />}
          <Verdicts claim={claim} />
          <Trials slug={claim.slug} trials={trials} />
          <Scenarios claim={claim} />
          <Expectations expectations={expectations} />
          <Counterexamples claim={claim} />
          <Relations claim={claim} labels={standing?.labels ?? new Map()} />
          <ClaimChanges claim={claim} />
          <ClaimHistory claim={claim} />
        </div>
      </div>
    </>
  );
}
