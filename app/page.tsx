import { findDebate } from '#lib/db/debate';
import { listMatrices } from '#lib/db/matrix';
import { ClaimRuns } from './_components/claim-runs';
import { Facts } from './_components/facts';
import { FeaturedClaim } from './_components/featured-claim';
import { Legend } from './_components/legend';
import { Markdown } from './_components/markdown';
import { judgedOnly, Matrix } from './_components/matrix';
import { NoContent } from './_components/no-content';
import { counted } from './_components/numbers';

export default async function DebateAtAGlance() {
  const [debate, matrices] = await Promise.all([findDebate(), listMatrices()]);
  if (debate === undefined) return <NoContent />;
  const rows = matrices.flatMap((matrix) => matrix.topics.flatMap((topic) => topic.rows));
  const judged = judgedOnly(matrices);
  const tested = new Set(rows.filter((row) => row.judged).map((row) => row.claim.slug));
  const unjudged = debate.counts.claims - tested.size;
  return (
    <>
      <section className="lead">
        <div>
          <h1>{debate.title}</h1>
          <Markdown text={debate.bodyMarkdown} />
        </div>
        <Facts counts={debate.counts} policies={matrices.flatMap((matrix) => matrix.policies)} />
      </section>
      {debate.featured.length > 0 && (
        <section aria-labelledby="featured">
          <div className="sh">
            <h2 id="featured">Claims that matter</h2>
          </div>
          <div className="three">
            {debate.featured.map((entry) => (
              <FeaturedClaim key={entry.claim.slug} featured={entry} matrices={matrices} />
            ))}
          </div>
        </section>
      )}
      <section aria-labelledby="matrix" className="matrix-part">
        <div className="sh">
          <h2 id="matrix">Claims by policy</h2>
          <Legend />
        </div>
        {judged.map((matrix) => (
          <section key={matrix.family} aria-labelledby={`matrix-${matrix.family}`} className="family">
            <h3 id={`matrix-${matrix.family}`}>
              <a href={`/policies#${matrix.family}`}>{matrix.title}</a>
            </h3>
            <Matrix matrix={matrix} />
            <ClaimRuns matrix={matrix} />
          </section>
        ))}
        <p className="note under-table">
          A verdict is about the model. Select a cell to replay its shortest schedule. A vertical line marks a policy
          that changed the verdict. A claim stands under the families whose policies tell it apart; a policy’s variants
          stand on its page. <a href="/observations">What real kernels did</a> stands beside it.{' '}
          <a href="/claims">All claims</a>
          {unjudged > 0 && `, ${counted(unjudged, 'of which has', 'of which have')} no scenario`}.
        </p>
        <p className="note">
          <kbd>j</kbd> <kbd>k</kbd> next, previous claim
        </p>
      </section>
    </>
  );
}
