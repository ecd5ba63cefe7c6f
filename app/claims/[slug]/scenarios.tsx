import type { ClaimPage } from '#lib/db/record-types';
import { embeddedSlugs } from '../../_components/embedded';
import { ScenarioBrief } from '../../_components/scenario-brief';
import { ScenarioEmbed } from '../../_components/scenario-embed';
import { knownScenarios } from './known-scenarios';

/** The claim's scenarios, each runnable here, except those that its text embeds already. */
export function Scenarios({ claim }: { claim: ClaimPage }) {
  const known = knownScenarios(claim);
  const inText = embeddedSlugs(claim.bodyMarkdown);
  const once = new Map(claim.scenarios.map((entry) => [entry.scenario.slug, entry]));
  const rest = [...once.values()].filter(({ scenario }) => !inText.has(scenario.slug));
  if (rest.length === 0) return null;
  // One runner stands open in a claim's page; the others are one click, or `z`, away.
  const [open, folded] = inText.size > 0 ? [[], rest] : [rest.slice(0, 1), rest.slice(1)];
  return (
    <section className="sec" id="scenarios">
      <div className="sh">
        <h2>{inText.size > 0 ? 'More scenarios' : rest.length === 1 ? 'The scenario' : 'Scenarios'}</h2>
        <p className="note">Recorded results stand here at once; running them again is done in your browser.</p>
      </div>
      <div className="wide">
        {open.map(({ scenario }) => (
          <ScenarioEmbed key={scenario.slug} slug={scenario.slug} known={known} />
        ))}
        {folded.map(({ scenario, kind }) => (
          <details key={scenario.slug} className="fold more-scenarios" data-item>
            <summary>
              <code>{scenario.slug}</code>: {scenario.title}
            </summary>
            <ScenarioBrief
              scenario={{ ...scenario, kind, recorded: claim.runs[scenario.slug] }}
              policies={claim.policies}
            />
          </details>
        ))}
      </div>
    </section>
  );
}
