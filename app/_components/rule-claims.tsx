import type { Resting } from '#lib/argument/claim-rests';
import { inBackground } from '#lib/db/background';
import { getMoot } from '#lib/db/open';
import { findRuleClaims, judgePoint } from '#lib/db/rule-claims';
import { pointHref } from './bound-line';
import { Mark } from './mark';
import { runHref } from './matrix-cell';
import { counted } from './numbers';
import { writeView } from './runner/view';

/** Claims that are shown before the rest is folded. */
const shown = 5;

/**
 * The claims that rest on what a policy answers at a decision point: what a line that is tied to the point carries. Says
 * of each by which way it is known.
 */
export async function RuleClaims({
  policy,
  point,
  isSearched = true,
}: {
  policy: string;
  point: string;
  /** Whether what is not known yet is searched for: not where rules are listed that nobody tied to a line. */
  isSearched?: boolean;
}) {
  const found = await findRuleClaims(policy, point);
  if (found === undefined) return null;
  const { claims, other, searched, total } = found;
  if (isSearched && searched < total) {
    const { prisma } = await getMoot();
    inBackground(`point ${policy} ${point}`, () => judgePoint(prisma, policy, point));
  }
  const rows = claims.map(({ claim, tests }) => (
    <li key={claim.slug}>
      <a href={`/claims/${claim.slug}`}>{claim.title}</a>
      {tests.map((test) => (
        <span key={`${test.test.scenario} ${test.test.property} ${test.test.kind}`} className="line">
          <Mark word={test.word} /> <Known policy={policy} point={point} other={other} resting={test} />
        </span>
      ))}
    </li>
  ));
  return (
    <div className="rule-claims">
      <p className="note">
        Rule: <a href={pointHref(policy, point)}>{point}</a> of <a href={`/policies/${policy}`}>{policy}</a>.{' '}
        {claims.length === 0
          ? 'No claim is known to rest on it.'
          : `${counted(claims.length, 'claim rests', 'claims rest')} on it.`}
        {isSearched &&
          searched < total &&
          ` ${searched} of ${counted(total, 'run')} with the answer of ${other} searched: load again.`}
      </p>
      {rows.length > 0 && <ul>{rows.slice(0, shown)}</ul>}
      {rows.length > shown && (
        <details className="fold">
          <summary>{counted(rows.length - shown, 'more claim')}</summary>
          <ul>{rows.slice(shown)}</ul>
        </details>
      )}
    </div>
  );
}

interface KnownProps {
  readonly policy: string;
  readonly point: string;
  readonly other: string | null;
  readonly resting: Resting;
}

/** `its shortest schedule asks it in step 5; answered as A6 does it is violated`. */
function Known({ policy, other, resting: { test, asked, turned } }: KnownProps) {
  const { scenario, kind = null } = test;
  const name = `${scenario}${kind === null ? '' : `, ${kind}`}`;
  const view = asked === null ? null : { policy, kind, schedule: asked.schedule, step: asked.step, against: other };
  return (
    <span className="note">
      in <a href={runHref(scenario, policy, kind)}>{name}</a>
      {view !== null && (
        <>
          : <a href={`/scenarios/${scenario}${writeView(view)}`}>step {view.step}</a> of its shortest schedule asks it
        </>
      )}
      {turned !== null && (
        <>
          {view === null ? ': ' : '; '}with the answer of {other} alone it is <b>{turned}</b>
        </>
      )}
    </span>
  );
}
