import type { ClaimStanding } from '#lib/db/claim-standing';
import type { ClaimPage } from '#lib/db/record-types';
import { capital } from '../../_components/claim-words';
import { embeddedSlugs } from '../../_components/embedded';
import { Markdown } from '../../_components/markdown';
import { UnheldNote } from '../../_components/source-link';
import { knownScenarios } from './known-scenarios';
import { StanceNotes } from './stance-notes';
import { Standing } from './standing';

/** The claim, what it means in our words, its standing; beside it who said what of it, with the mails. */
export function Statement({ claim, standing }: { claim: ClaimPage; standing: ClaimStanding | undefined }) {
  const refinedBy = claim.relations.filter((relation) => relation.kind === 'refines' && relation.direction === 'to');
  // A runner in the text is long: the standing then comes before it.
  const embeds = embeddedSlugs(claim.bodyMarkdown).size > 0;
  return (
    <section className="sec first" id="statement">
      <div>
        {claim.version !== claim.currentVersion && (
          <p className="banner">
            This is revision {claim.version}. <a href={`/claims/${claim.slug}`}>Revision {claim.currentVersion}</a> is
            the current one.
          </p>
        )}
        <div className="rowx">
          <span className="tag solid">{capital(claim.kind)}</span>
          <a className="tag" href={`/claims#${claim.topic}`}>
            {claim.topicTitle}
          </a>
          {refinedBy.length > 0 && (
            <span className="note">
              refined by <a href="#relations">{refinedBy.length === 1 ? '1 claim' : `${refinedBy.length} claims`}</a>
            </span>
          )}
        </div>
        <h1>{claim.title}</h1>
        {embeds && <Standing claim={claim} standing={standing} />}
        <Markdown text={claim.bodyMarkdown} known={knownScenarios(claim)} />
        {!embeds && <Standing claim={claim} standing={standing} />}
      </div>
      <aside className="mg" aria-label="Sources">
        <StanceNotes stances={claim.stances} />
        <UnheldNote sources={claim.stances} />
      </aside>
    </section>
  );
}
