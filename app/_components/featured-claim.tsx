import type { Featured } from '#lib/db/record-types';
import { kindAndHolders } from './claim-words';
import { runHref } from './matrix-cell';
import { MiniTrace } from './mini-trace';
import { type JudgedRow, RangeLines } from './verdict-ranges';

interface FeaturedClaimProps {
  readonly featured: Featured;
  /** Its verdicts, family by family. */
  readonly rows: readonly JudgedRow[];
}

/** A claim that matters: who holds it, the schedule that decides it, under which policies it stands. */
export function FeaturedClaim({ featured, rows }: FeaturedClaimProps) {
  const { claim, scenario, policy, run } = featured;
  const policyRow = rows.flatMap(({ policies }) => policies).find(({ id }) => id === policy);
  return (
    <article data-item>
      <p className="note faint">{kindAndHolders(claim)}</p>
      <h3>
        <a href={`/claims/${claim.slug}`}>{claim.title}</a>
      </h3>
      <p className="why">{featured.hindsight}</p>
      <div>
        {run === undefined ? (
          <p className="note">{scenario} has not been judged yet.</p>
        ) : (
          <MiniTrace run={run} scenario={scenario} policy={policyRow} />
        )}
      </div>
      <div className="act">
        <a className="btn" href={runHref(scenario, policy, null)}>
          Run it
        </a>
        <span className="sum">
          <RangeLines rows={rows} areReleasesShown />
        </span>
      </div>
    </article>
  );
}
