import type { Said } from '#lib/argument/happened';
import { attitudes } from '#lib/argument/stance';
import type { PolicyRow } from '#lib/db/record-types';
import { findThen, type Then, type TurnedClaim } from '#lib/db/then';
import { attitudeText, relationText } from '../_components/claim-words';
import { longDate, shortDate } from '../_components/dates';
import { LabelMark } from '../_components/label-mark';
import { mailPath } from '../_components/mail-link';
import { counted, formatCount } from '../_components/numbers';

/** Reasons of a turn that are named; the rest is counted. */
const mostReasons = 3;

/** Claims whose label turned that are shown at once. */
const mostTurned = 40;

/** What was known on a day: claims and their labels, who had said what, which rules were in force and proposed. */
export async function KnownThen({ at }: { at: string }) {
  const then = await findThen(at);
  return (
    <section className="then" aria-labelledby="then">
      <div className="sh">
        <h2 id="then">What was known on {longDate(at)}</h2>
      </div>
      <p>
        {formatCount(then.claims)} of {counted(then.allClaims, 'claim')} had been raised.{' '}
        {then.claims > 0 && (
          <>
            Of these {countsText(then.counts.before)} under {then.release ?? 'no release'}, the newest of the day; today{' '}
            {countsText(then.counts.now)} under {then.newest}.
          </>
        )}
      </p>
      <Turned then={then} />
      <div className="then-pair">
        <Stances then={then} />
        <Rules then={then} />
      </div>
    </section>
  );
}

function countsText(counts: Then['counts']['before']): string {
  return `${formatCount(counts.in)} accepted, ${formatCount(counts.out)} defeated, ${formatCount(counts.undecided)} undecided`;
}

function Turned({ then }: { then: Then }) {
  const { turned } = then;
  if (then.claims === 0) return null;
  if (turned.length === 0) return <p className="note">Every one of them has the same label today.</p>;
  const shown = turned.slice(0, mostTurned);
  return (
    <>
      <h3>{counted(turned.length, 'claim has', 'claims have')} another label today</h3>
      <table className="t stk turned">
        <thead>
          <tr>
            <th>Claim</th>
            <th>then and today</th>
            <th>what turned it</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((claim) => (
            <tr key={claim.slug} data-item="">
              <td>
                <a className="statement" href={`/claims/${claim.slug}`}>
                  {claim.title}
                </a>{' '}
                <a className="note" href={`/map?claim=${claim.slug}&at=${then.at}`}>
                  map
                </a>
              </td>
              <td className="nw">
                <LabelMark label={claim.before} /> → <LabelMark label={claim.now} />
              </td>
              <td>
                <Reasons claim={claim} newest={then.newest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turned.length > shown.length && (
        <p className="note">
          {counted(turned.length - shown.length, 'further claim is', 'further claims are')} not shown.
        </p>
      )}
    </>
  );
}

function Reasons({ claim, newest }: { claim: TurnedClaim; newest: string | null }) {
  const { after, by, release, said, scenarios } = claim;
  const when = by === '' ? `after ${shortDate(after)}, under ${newest}` : shortDate(by);
  if (release !== null) {
    return (
      <>
        <time dateTime={by}>{when}</time>: <a href={`/kernels/${release}`}>{release}</a> came out
      </>
    );
  }
  const named = said.slice(0, mostReasons);
  return (
    <>
      <time dateTime={by === '' ? after : by}>{when}</time>
      {named.length + scenarios.length > 0 && ': '}
      {named.map((one, index) => (
        <span key={keyOf(one)}>
          {index > 0 && '; '}
          <Reason said={one} claim={claim.slug} />
        </span>
      ))}
      {said.length > named.length && `; and ${said.length - named.length} further`}
      {scenarios.map((scenario, index) => (
        <span key={scenario}>
          {index + named.length > 0 && '; '}
          <a href={`/scenarios/${scenario}`}>{scenario}</a> described
        </span>
      ))}
      {named.length + scenarios.length === 0 &&
        ': what follows from other claims, or from the rules of another release'}
    </>
  );
}

function keyOf(said: Said): string {
  return said.what === 'stance'
    ? `${said.claim.slug} ${said.stance.person} ${said.stance.message} ${said.stance.attitude}`
    : `${said.relation.from} ${said.relation.kind} ${said.relation.to}`;
}

function Reason({ said, claim }: { said: Said; claim: string }) {
  if (said.what === 'stance') {
    return (
      <>
        {said.stance.person} <a href={mailPath(said.stance.message, '')}>{attitudeText[said.stance.attitude]}</a>{' '}
        {said.claim.slug === claim ? 'it' : <a href={`/claims/${said.claim.slug}`}>{said.claim.slug}</a>}
      </>
    );
  }
  const { kind, from, to, message } = said.relation;
  const direction = to === claim ? 'to' : 'from';
  const word = relationText({ kind, direction });
  const other = direction === 'to' ? from : to;
  return (
    <>
      {direction === 'from' && from !== claim && <a href={`/claims/${from}`}>{from}</a>}{' '}
      {message === null ? word : <a href={mailPath(message, '')}>{word}</a>} <a href={`/claims/${other}`}>{other}</a>
    </>
  );
}

function Stances({ then }: { then: Then }) {
  if (then.stances.length === 0) return null;
  return (
    <section aria-labelledby="stances-then">
      <h3 id="stances-then">Stances so far</h3>
      <div className="scroll">
        <table className="t">
          <thead>
            <tr>
              <th>Person</th>
              {attitudes.map((attitude) => (
                <th key={attitude} className="num">
                  {attitudeText[attitude]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {then.stances.slice(0, 20).map(({ person, counts }) => (
              <tr key={person.slug}>
                <td>
                  <a href={`/people/${person.slug}`}>{person.name}</a>
                </td>
                {attitudes.map((attitude) => (
                  <td key={attitude} className="num">
                    {counts.get(attitude) === 0 ? <span className="faint">0</span> : counts.get(attitude)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {then.stances.length > 20 && (
        <p className="note">and {counted(then.stances.length - 20, 'further person', 'further people')}</p>
      )}
    </section>
  );
}

function Rules({ then }: { then: Then }) {
  return (
    <section aria-labelledby="rules-then">
      <h3 id="rules-then">Policies in force and proposed</h3>
      <p className="note">
        {then.release === null ? (
          'No release of the debate was out.'
        ) : (
          <>
            In force in <a href={`/kernels/${then.release}`}>{then.release}</a>, the newest release:
          </>
        )}
      </p>
      <Policies policies={then.inForce} />
      <p className="note">
        {then.proposed.length === 0
          ? 'Nothing else had been proposed.'
          : 'Proposed by then and never released as such:'}
      </p>
      <Policies policies={then.proposed} />
    </section>
  );
}

function Policies({ policies }: { policies: readonly PolicyRow[] }) {
  return (
    <ul className="policies-then">
      {policies.map(({ id, title }) => (
        <li key={id}>
          <a href={`/policies/${id}`}>{id}</a> {title}
        </li>
      ))}
    </ul>
  );
}
