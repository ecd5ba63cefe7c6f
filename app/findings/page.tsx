import type { Metadata } from 'next';
import { computedFindings, findingIds } from '#lib/argument/findings';
import { listDisagreements } from '#lib/db/disagreements';
import { findComputed, listFindings } from '#lib/db/findings';
import { listObjections } from '#lib/db/objections';
import { Markdown } from '../_components/markdown';
import { counted } from '../_components/numbers';

export const metadata: Metadata = { title: 'Findings' };

/** What nobody said at the time: told in prose, then computed from the records and the runs. */
export default async function FindingsPage() {
  const [told, found, objections, disagreements] = await Promise.all([
    listFindings(),
    findComputed(),
    listObjections(),
    listDisagreements(),
  ]);
  const open = objections.rows.filter(({ state }) => state === 'open' || state === 'standing').length;
  const live = disagreements.rows.filter(({ isLive }) => isLive).length;
  return (
    <>
      <div className="headline">
        <h1>Findings</h1>
        <p className="note">
          What nobody said at the time, and records, runs and later commits show. <a href="#computed">Computed ones</a>{' '}
          stand below those that are told. <a href="/edit/finding">Write a finding</a>
        </p>
      </div>
      <section className="topic" id="told">
        <h2>Told</h2>
        {told.length === 0 ? (
          <p className="note">No finding is written yet.</p>
        ) : (
          <ol className="told">
            {told.map(({ slug, title, lead }) => (
              <li key={slug} data-item>
                <h3>
                  <a className="statement" href={`/findings/${slug}`}>
                    {title}
                  </a>
                </h3>
                <Markdown text={lead} />
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className="topic" id="computed">
        <h2>Computed</h2>
        <p className="note">
          Made anew from the records and the recorded verdicts whenever one of them changes. The same on the command
          line: <code>npx moot findings</code>
        </p>
        <ol className="list">
          {findingIds.map((id) => (
            <li key={id} data-item>
              <div>
                <a className="statement" href={`/findings/${id}`}>
                  {computedFindings[id].title}
                </a>
                <p className="note">{computedFindings[id].meaning}</p>
              </div>
              <p className="ranges">
                {found[id].length === 0 ? 'none' : counted(found[id].length, 'entry', 'entries')}
              </p>
            </li>
          ))}
          <li data-item>
            <div>
              <a className="statement" href="/findings/synthesis">
                Rules that nobody proposed
              </a>
              <p className="note">
                Every rule up to a size, judged by every scenario: which of them get all scenarios right, at how many
                copies, and where the rule that was merged stands among them.
              </p>
            </div>
            <p className="ranges">recorded by a search</p>
          </li>
          <li data-item>
            <div>
              <a className="statement" href="/scenarios">
                The smallest change that turns a verdict
              </a>
              <p className="note">
                Each scenario’s page searches for it: another kind, another order, a step more or less, another policy
                beside it. On the command line: <code>npx moot flip SCENARIO</code>
              </p>
            </div>
            <p className="ranges">on each scenario’s page</p>
          </li>
          <li data-item>
            <div>
              <a className="statement" href="/disagreements">
                Disagreements, and what would end each
              </a>
              <p className="note">
                Claims that are set against each other, by type: a run decides, values differ, numbers are missing,
                cases differ, or one word has two senses.
              </p>
            </div>
            <p className="ranges">
              {counted(disagreements.rows.length, 'entry', 'entries')}, {live} of them not over
            </p>
          </li>
          <li data-item>
            <div>
              <a className="statement" href="/objections">
                Objections, and what became of each
              </a>
              <p className="note">
                What was held against a change, what was said to settle it, and whether its scenario agrees.
              </p>
            </div>
            <p className="ranges">
              {counted(objections.rows.length, 'entry', 'entries')}, {open} open or standing
            </p>
          </li>
        </ol>
      </section>
    </>
  );
}
