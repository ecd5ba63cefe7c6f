import type { Witness } from '#lib/argument/evidence';
import { findWorst, wordOf } from '#lib/argument/standing';
import { getArgument } from '#lib/db/argument';
import { findBrief } from '#lib/db/brief';
import { listIndexedClaims } from '#lib/db/claim-index';
import { findDebate } from '#lib/db/debate';
import { listMatrices } from '#lib/db/matrix';
import { listObjections } from '#lib/db/objections';
import { listPeople } from '#lib/db/people';
import { listPolicyDays } from '#lib/db/policy-days';
import { simulators } from '#lib/simulators';
import { Facts } from './_components/facts';
import { FeaturedClaim } from './_components/featured-claim';
import { listProperties } from './_components/list-properties';
import { Markdown } from './_components/markdown';
import { NoContent } from './_components/no-content';
import type { PageQuery } from './_components/page-query';
import { indexJudgedRows } from './_components/verdict-ranges';
import { DebateAsKnown } from './_debate/as-known';
import { readDebateQuery } from './_debate/debate-query';
import { MatrixPart } from './_debate/matrix-part';
import { OpenQuestions } from './_debate/open-questions';
import { Unconvinced } from './_debate/unconvinced';
import { viewMatrix } from './_debate/view-matrix';

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** The brief, who ended unconvinced, what is open, and every claim under every policy: all, or what the address asks for. */
export default async function DebateAtAGlance({ searchParams }: Props) {
  const { asked, wrongDay } = readDebateQuery(await searchParams);
  const kinds = simulators.flatMap((simulator) => simulator.kinds);
  const kind = kinds.find(({ id }) => id === asked.kind)?.id;
  const [debate, matrices, ofTests, claims, people, days, argument, objections] = await Promise.all([
    findDebate(),
    listMatrices(kind),
    listMatrices(),
    listIndexedClaims(),
    listPeople(),
    listPolicyDays(),
    getArgument(),
    listObjections(),
  ]);
  if (debate === undefined) return <NoContent />;
  const brief = await findBrief(argument.evidence);
  const view = viewMatrix(asked, { claims, matrices, days, isKind: asked.kind === '' || kind !== undefined });
  const isKnown = (day: string | null) => asked.at === '' || (day !== null && day <= asked.at);
  const known = new Set(claims.filter(({ since }) => isKnown(since)).map(({ slug }) => slug));
  const undecided = [...argument.labels].filter(([slug, label]) => label === 'undecided' && known.has(slug)).length;
  const rows = indexJudgedRows(ofTests);
  const featured = debate.featured.filter(({ claim }) => asked.at === '' || known.has(claim.slug));
  return (
    <>
      {asked.at !== '' && <DebateAsKnown asked={asked} claims={known.size} ofClaims={claims.length} />}
      <section className="lead">
        <div>
          <h1>{debate.title}</h1>
          <Markdown text={debate.bodyMarkdown} />
        </div>
        <Facts
          counts={{ ...debate.counts, claims: known.size }}
          undecided={undecided}
          kernel={argument.under?.id ?? null}
          policies={view.policies}
        />
      </section>
      {featured.length > 0 && (
        <section aria-labelledby="featured">
          <div className="sh">
            <h2 id="featured">Claims that matter</h2>
          </div>
          <div className="three">
            {featured.map((entry) => (
              <FeaturedClaim key={entry.claim.slug} featured={entry} rows={rows.get(entry.claim.slug) ?? []} />
            ))}
          </div>
        </section>
      )}
      <div className="pair">
        <Unconvinced people={brief.unconvinced.filter(({ date }) => isKnown(date))} />
        <OpenQuestions
          questions={brief.open.filter(({ since }) => isKnown(since))}
          kernel={argument.under?.id ?? ''}
          computed={{
            undecided,
            violated: [...argument.evidence].filter(([slug, runs]) => known.has(slug) && isViolated(runs)).length,
            objections: objections.rows.filter(
              ({ state, front }) => (state === 'open' || state === 'standing') && isKnown(front.date),
            ).length,
          }}
        />
      </div>
      <MatrixPart
        asked={asked}
        view={view}
        total={claims.length}
        wrongDay={wrongDay}
        options={{
          people: people.filter(({ stances }) => stances > 0).map(({ slug, name }) => ({ value: slug, label: name })),
          properties: listProperties(claims),
          kinds: kinds.map(({ id, title }) => ({ value: id, label: title })),
          families: matrices.map(({ family, title }) => ({ value: family, label: title })),
        }}
      />
    </>
  );
}

/** Whether the worst of a claim's runs breaks it. */
function isViolated(runs: readonly Witness[]): boolean {
  const worst = findWorst(runs);
  return worst !== undefined && wordOf(worst) === 'violated';
}
