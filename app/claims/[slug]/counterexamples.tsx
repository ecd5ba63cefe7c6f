import type { ClaimPage } from '#lib/db/record-types';
import { Markdown } from '../../_components/markdown';
import { runHref } from '../../_components/matrix-cell';

/** Recorded schedules that defeat the claim, and why. */
export function Counterexamples({ claim }: { claim: ClaimPage }) {
  if (claim.counterexamples.length === 0) return null;
  return (
    <section className="sec" id="counterexamples">
      <h2>Counterexamples</h2>
      <div>
        {claim.counterexamples.map((example) => (
          <article key={example.slug} id={example.slug} className="example" data-item>
            <h3>{example.title}</h3>
            <p className="note">
              <a href={`/scenarios/${example.scenario}`}>{example.scenario}</a> under{' '}
              <a href={`/policies/${example.policy}`}>{example.policy}</a>
              {example.kind === null ? '' : ` on ${example.kind}`} breaks <code>{example.property}</code>.{' '}
              <a
                href={`${runHref(example.scenario, example.policy, example.kind)}&schedule=${encodeURIComponent(example.schedule)}`}
              >
                Replay schedule <code>{example.schedule}</code>
              </a>
            </p>
            <Markdown text={example.why} />
          </article>
        ))}
      </div>
      <aside className="mg">
        <p>
          A counterexample is a schedule of the model that replays step by step. It says nothing about how often it
          happens.
        </p>
        <p>
          What the model leaves out is in <a href="/guide">the guide</a>.
        </p>
      </aside>
    </section>
  );
}
