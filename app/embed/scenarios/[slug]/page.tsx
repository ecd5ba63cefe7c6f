import type { Metadata } from 'next';
import { findScenario } from '#lib/db/scenarios';
import { Missing } from '../../../_components/missing';
import { ScenarioRunner } from '../../../_components/runner/scenario-runner';
import { readPageQuery } from '../../../scenarios/read-page-query';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const scenario = await findScenario((await params).slug);
  return scenario === undefined ? {} : { title: scenario.title };
}

/** A scenario alone, to be framed: no header, no footer (`.bare` hides them). */
export default async function EmbeddedScenarioPage({ params, searchParams }: Props) {
  const scenario = await findScenario((await params).slug);
  if (scenario === undefined) return <Missing />;
  const { slug } = scenario;
  return (
    <div className="bare">
      <div className="scenario-head">
        <h1>{scenario.title}</h1>
        <p className="note">
          {scenario.question}{' '}
          <a href={`/scenarios/${slug}`} target="_top">
            Open in Moot
          </a>
        </p>
      </div>
      <ScenarioRunner scenario={scenario} asked={readPageQuery(await searchParams)} base={`/embed/scenarios/${slug}`} />
    </div>
  );
}
