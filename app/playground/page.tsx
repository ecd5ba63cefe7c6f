import type { Metadata } from 'next';
import { listScenarioTexts } from '#lib/db/scenario-texts';
import { simulators } from '#lib/simulators';
import type { RunnerData } from '../_components/runner/runner-data';
import { readPageQuery } from '../scenarios/read-page-query';
import { beginWith } from './compose';
import { NeedsScripts } from './needs-scripts';
import { Playground } from './playground';

export const metadata: Metadata = { title: 'Playground' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A scenario and policies of one's own. The address holds the text (behind `#`, so that no server sees it) and the view. */
export default async function PlaygroundPage({ searchParams }: Props) {
  const query = await searchParams;
  const [simulator] = simulators;
  if (simulator === undefined) return <p className="box err">This program has no simulator.</p>;
  const scenarios = (await listScenarioTexts()).filter((one) => one.simulator === simulator.id);
  const from = scenarios.find(({ slug }) => slug === query.from);
  const starter = simulator.starters.find(({ id }) => id === query.starter) ?? simulator.starters[0];
  const text = beginWith(simulator, from?.text, starter?.id);
  const data: RunnerData = {
    slug: 'playground',
    title: from?.title ?? 'Playground',
    question: '',
    simulator: simulator.id,
    text,
    runs: [],
    bound: [],
    engine: null,
    isStale: false,
  };
  return (
    <>
      <div className="headline">
        <h1>Playground</h1>
        <p className="note">
          A scenario and a policy of your own, played here in the page. Nothing of it is sent to the server: the address
          holds the text. <a href="/guide/own-policy">How a policy is written</a>,{' '}
          <a href="#judge-head">judge every scenario under it</a>
        </p>
      </div>
      <form action="/playground" className="starters">
        <label htmlFor="starter">Begin with the policy</label>
        <select id="starter" name="starter" defaultValue={starter?.id}>
          {simulator.starters.map(({ id, title, meaning }) => (
            <option key={id} value={id} title={meaning}>
              {title}
            </option>
          ))}
        </select>
        <label htmlFor="from">in the scenario</label>
        <select id="from" name="from" defaultValue={from?.slug ?? ''}>
          <option value="">a small example</option>
          {scenarios.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
        <button type="submit" className="btn">
          Begin
        </button>
      </form>
      <NeedsScripts />
      <Playground
        data={data}
        asked={readPageQuery(query)}
        policies={simulator.parse(text).scenario?.ownPolicies ?? []}
      />
    </>
  );
}
