import { labelNames } from '#lib/argument/label';
import { isAttack } from '#lib/argument/relation';
import type { ClaimStanding } from '#lib/db/claim-standing';
import type { ClaimPage, PersonRef, StanceView } from '#lib/db/record-types';
import { LabelMark } from '../../_components/label-mark';
import { policyRanges, releaseRanges } from '../../_components/policy-ranges';
import { RangeText } from '../../_components/verdict-ranges';

/** People whose stance is one of these, each once, in the order in which they spoke. */
function people(stances: readonly StanceView[], attitudes: readonly StanceView['attitude'][]): readonly PersonRef[] {
  const found = stances.filter((stance) => attitudes.includes(stance.attitude)).map((stance) => stance.person);
  return [...new Map(found.map((person) => [person.slug, person])).values()];
}

function People({ list }: { list: readonly PersonRef[] }) {
  return list.map((person, index) => (
    <span key={person.slug}>
      {index > 0 && ', '}
      <a href={`/people/${person.slug}`}>{person.name}</a>
    </span>
  ));
}

/** Under which policies the claim stands, who holds it, who and what attacks it. */
export function Standing({ claim, standing }: { claim: ClaimPage; standing: ClaimStanding | undefined }) {
  const attackers = people(claim.stances, ['rejects', 'lukewarm', 'withdraws']);
  const attacks = claim.relations.filter((relation) => relation.direction === 'to' && isAttack(relation.kind));
  return (
    <dl className="stand">
      <dt>Standing</dt>
      <dd>{standing === undefined ? 'not known' : <StandingLine claim={claim} standing={standing} />}</dd>
      <dt>Kind</dt>
      <dd>{claim.why}</dd>
      <dt>Held by</dt>
      <dd>{claim.holders.length === 0 ? 'nobody any more, or nobody yet' : <People list={claim.holders} />}</dd>
      <dt>Attacked by</dt>
      <dd>
        <People list={attackers} />
        {attackers.length > 0 && attacks.length > 0 && '; '}
        {attacks.length > 0 && (
          <a href="#relations">{attacks.length === 1 ? '1 other claim' : `${attacks.length} other claims`}</a>
        )}
        {attackers.length + attacks.length === 0 && 'nobody on record'}
      </dd>
      {claim.hindsight !== '' && (
        <>
          <dt>Hindsight</dt>
          <dd>{claim.hindsight}</dd>
        </>
      )}
    </dl>
  );
}

/** The claim's label under every policy that its scenarios ask, and under the newest kernel where they ask none. */
function StandingLine({ claim, standing }: { claim: ClaimPage; standing: ClaimStanding }) {
  const { under, label, policies: labels } = standing;
  if (labels.length === 0) {
    return (
      <>
        <LabelMark label={label} under={under?.asked ?? null} /> <a href="#standing">Why?</a>
      </>
    );
  }
  return (
    <>
      {claim.judgements.flatMap(({ family, policies }) =>
        labelNames.flatMap((name) => {
          const ids = new Set(labels.filter((one) => one.label === name).map((one) => one.under));
          const own = policies.filter(({ id }) => ids.has(id));
          return own.length === 0
            ? []
            : [
                <span key={`${family} ${name}`} className="line">
                  <LabelMark label={name} /> under{' '}
                  <RangeText ranges={policyRanges(policies, ids)} releases={releaseRanges(policies, ids)} />
                </span>,
              ];
        }),
      )}
      <a href="#standing">Why?</a>
    </>
  );
}
