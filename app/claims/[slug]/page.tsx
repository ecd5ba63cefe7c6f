import type { Metadata } from 'next';
import { cache } from 'react';
import { findClaim } from '#lib/db/claims';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { Missing } from '../../_components/missing';
import { Rail } from '../../_components/rail';
import { parseAddress } from './address';
import { ClaimChanges } from './changes';
import { Counterexamples } from './counterexamples';
import { ClaimHistory } from './history';
import { railEntries } from './rail-entries';
import { Relations } from './relations';
import { Scenarios } from './scenarios';
import { Statement } from './statement';
import { Verdicts } from './verdicts';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
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

export default async function ClaimPage({ params }: Props) {
  const claim = await find((await params).slug);
  if (claim === undefined) return <Missing />;
  return (
    <>
      <Crumb up={{ href: '/claims', label: 'Claims' }} here={claim.slug}>
        <span>
          Revision {claim.version}, <time dateTime={claim.updatedAt}>{longDate(claim.updatedAt)}</time>
        </span>
        <a href={`/edit/claim/${claim.slug}`}>Edit</a>
        <a href={`/claims/${claim.slug}@${claim.version}`}>Permanent link</a>
      </Crumb>
      <div className="lay">
        <Rail entries={railEntries(claim)} />
        <div>
          <Statement claim={claim} />
          <Verdicts claim={claim} />
          <Scenarios claim={claim} />
          <Counterexamples claim={claim} />
          <Relations claim={claim} />
          <ClaimChanges claim={claim} />
          <ClaimHistory claim={claim} />
        </div>
      </div>
    </>
  );
}
