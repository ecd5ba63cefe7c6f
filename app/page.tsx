import { findDebate } from '#lib/db/debate';
import { getMatrix } from '#lib/db/matrix';
import { ClaimRuns } from './_components/claim-runs';
import { Facts } from './_components/facts';
import { FeaturedClaim } from './_components/featured-claim';
import { Legend } from './_components/legend';
import { Markdown } from './_components/markdown';
import { judgedOnly, Matrix } from './_components/matrix';
import { NoContent } from './_components/no-content';
import { counted } from './_components/numbers';

export default async function DebateAtAGlance() {
  const [debate, matrix] = await Promise.all([findDebate(), getMatrix()]);
  if (debate === undefined) return <NoContent />;
  const rows = new Map(matrix.topics.flatMap((topic) => topic.rows.map((row) => [row.claim.slug, row])));
  const judged = judgedOnly(matrix);
  const unjudged = [...rows.values()].filter((row) => !row.judged).length;
  return (
    <>
      <section className="lead">
        <div>
          <h1>{debate.title}</h1>
          <Markdown text={debate.bodyMarkdown} />
        </div>
        <Facts counts={debate.counts} policies={matrix.policies} />
      </section>
      {debate.featured.length > 0 && (
        <section aria-labelledby="featured">
          <div className="sh">
            <h2 id="featured">Claims that matter</h2>
          </div>
          <div className="three">
            {debate.featured.map((entry) => (
              <FeaturedClaim
                key={entry.claim.slug}
                featured={entry}
                policies={matrix.policies}
                cells={rows.get(entry.claim.slug)?.cells ?? []}
              />
            ))}
          </div>
        </section>
      )}
      <section aria-labelledby="matrix" className="matrix-part">
        <div className="sh">
          <h2 id="matrix">Claims by policy</h2>
          <Legend />
        </div>
        <Matrix matrix={judged} />
        <ClaimRuns matrix={judged} />
        <p className="note under-table">
          A verdict is about the model. Select a cell to replay its shortest schedule. A vertical line marks a policy
          that changed the verdict. <a href="/claims">All claims</a>
          {unjudged > 0 && `, ${counted(unjudged, 'of which has', 'of which have')} no scenario`}.
        </p>
        <p className="note">
          <kbd>j</kbd> <kbd>k</kbd> next, previous claim
        </p>
      </section>
    </>
  );
}
