import type { Metadata } from 'next';
import { findScenario } from '#lib/db/scenarios';
import { AnnotationList } from '../../_components/annotation-list';
import { Crumb } from '../../_components/crumb';
import { Markdown } from '../../_components/markdown';
import { Missing } from '../../_components/missing';
import { ScenarioRunner } from '../../_components/runner/scenario-runner';
import { Sources } from '../../_components/sources';
import { readPageQuery } from '../read-page-query';
import { Seen } from '../seen';
import { TestedClaims } from '../tested-claims';
import { Flips } from './flips';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const scenario = await findScenario((await params).slug);
  return scenario === undefined ? {} : { title: scenario.title };
}

/** A scenario and its runner. The query (`policy`, `schedule`, `step`, `with`) reopens exactly one view. */
export default async function ScenarioPage({ params, searchParams }: Props) {
  const scenario = await findScenario((await params).slug);
  if (scenario === undefined) return <Missing />;
  const query = await searchParams;
  const asked = readPageQuery(query);
  const { slug } = scenario;
  return (
    <>
      <Crumb up={{ href: '/scenarios', label: 'Scenarios' }} here={slug}>
        <a href={`/playground?from=${slug}`}>Try a policy of your own</a>
        <a href={`/edit/scenario/${slug}`}>Edit</a>
        <a href={`/scenarios/${slug}/run.json`}>JSON</a>
      </Crumb>
      <div className="scenario-head">
        <h1>{scenario.title}</h1>
        <p className="note">{scenario.question}</p>
        <TestedClaims claims={scenario.claims} />
      </div>
      <ScenarioRunner scenario={scenario} asked={asked} base={`/scenarios/${slug}`} />
      <Seen observed={scenario.observed} />
      <Flips scenario={scenario} asked={asked} isAsked={query.flips !== undefined} />
      {scenario.annotations.length > 0 && (
        <section className="sec" id="annotations">
          <h2>Remarks on patches that rest on it</h2>
          <div className="wide">
            <AnnotationList annotations={scenario.annotations} />
          </div>
        </section>
      )}
      <section className="sec about">
        <h2>About this scenario</h2>
        <Markdown text={scenario.bodyMarkdown} />
        <aside className="mg">
          <Sources sources={scenario.sources} />
        </aside>
      </section>
    </>
  );
}
