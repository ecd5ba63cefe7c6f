import { isAttack } from '#lib/argument/relation';
import type { ClaimPage, PersonRef, StanceView } from '#lib/db/record-types';
import { Mark } from '../../_components/mark';
import { RangeText, verdictRanges } from '../../_components/verdict-ranges';

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
export function Standing({ claim }: { claim: ClaimPage }) {
  const attackers = people(claim.stances, ['rejects', 'lukewarm', 'withdraws']);
  const attacks = claim.relations.filter((relation) => relation.direction === 'to' && isAttack(relation.kind));
  return (
    <dl className="stand">
      <dt>Standing</dt>
      <dd>
        <StandingLine claim={claim} />
      </dd>
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

/** Computed from the verdicts alone: accepted where every scenario holds, defeated where a schedule breaks one. */
function StandingLine({ claim }: { claim: ClaimPage }) {
  if (claim.scenarios.length === 0) {
    return (
      <>
        <Mark word="undecided" />: {claim.noScenario ?? 'no scenario tests this claim yet'}
      </>
    );
  }
  return (
    <>
      {claim.judgements.flatMap(({ family, policies, cells }) =>
        verdictRanges(policies, cells).map((range) => (
          <span key={`${family} ${range.text}`} className="line">
            {range.word === 'holds' && <Mark word="accepted" />}
            {(range.word === 'violated' || range.word === 'stuck') && <Mark word="defeated" />}
            {range.word === 'unknown' && <Mark word="undecided" />}
            {range.word === null && range.text}
            {range.word !== null && !['holds', 'violated', 'stuck', 'unknown'].includes(range.word) && (
              <Mark word={range.word} />
            )}{' '}
            under <RangeText ranges={range.ranges} />
          </span>
        )),
      )}
      <a href="#verdicts">Why?</a>
    </>
  );
}
