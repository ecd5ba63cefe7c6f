import { findFlips } from '#lib/db/flips';
import type { ScenarioPage } from '#lib/db/record-types';
import type { Flip, FlipResult, PropertyFlips } from '#lib/scenario/flip';
import { findSimulator } from '#lib/simulators';
import { Mark } from '../../_components/mark';
import { counted } from '../../_components/numbers';
import { writeTextHash } from '../../_components/runner/text-hash';
import type { AskedView } from '../../_components/runner/view';

interface FlipsProps {
  readonly scenario: ScenarioPage;
  readonly asked: AskedView;
  /** Whether the address asks for the search: it takes a second or two. */
  readonly isAsked: boolean;
}

/** The smallest changes of the scenario's assumptions that turn a verdict, each to be played with a link. */
export async function Flips({ scenario: { slug, simulator: id, text }, asked, isAsked }: FlipsProps) {
  const simulator = findSimulator(id);
  const { scenario } = simulator?.parse(text) ?? {};
  if (simulator?.variations === undefined || scenario === undefined) return null;
  const policies = simulator.policiesFor(scenario);
  const kinds = simulator.kindsFor(scenario);
  const [first = ''] = policies;
  const policy = asked.policy ?? first;
  const kind = kinds.find((known) => known === asked.kind) ?? kinds[0] ?? null;
  const result = isAsked ? await findFlips(slug, policy, kind) : undefined;
  return (
    <section className="topic" id="flips">
      <h2>What would change the verdict</h2>
      <p className="note">
        One assumption is changed, or the policy is the one before or after; and where no single change turns a verdict,
        two are. <a href="/guide/verdicts#what-would-change-the-verdict">What is tried</a>
      </p>
      <form action={`/scenarios/${slug}#flips`} className="rowx">
        <input type="hidden" name="flips" value="1" />
        <label htmlFor="flip-policy">Under</label>
        <select id="flip-policy" name="policy" defaultValue={policy}>
          {[...new Set([...policies, policy])].map((id) => (
            <option key={id}>{id}</option>
          ))}
        </select>
        <label htmlFor="flip-kind">on</label>
        <select id="flip-kind" name="kind" defaultValue={kind ?? undefined}>
          {kinds.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </select>
        <button type="submit" className="btn">
          Search changes
        </button>
      </form>
      {isAsked && result === undefined && <p className="note">It is not played under {policy}, so nothing turns.</p>}
      {result !== undefined && <Turned result={result} />}
    </section>
  );
}

async function Turned({ result: { policy, kind, properties, played, isComplete } }: { result: FlipResult }) {
  return (
    <>
      <p className="note" role="status">
        {counted(played, 'changed scenario')} played under {policy} on {kind}
        {isComplete ? '' : ': there are more pairs of changes than a page waits for, moot flip plays them'}.
      </p>
      {properties.map((one) => (
        <TurnedProperty key={one.property} {...one} />
      ))}
    </>
  );
}

async function TurnedProperty({ property, verdict, flips }: PropertyFlips) {
  const hrefs = await Promise.all(flips.map(hrefOf));
  return (
    <>
      <h3>
        <code>{property}</code> <Mark word={verdict} />
      </h3>
      {flips.length === 0 ? (
        <p className="note">No change that was played turns it.</p>
      ) : (
        <table className="t stk">
          <thead>
            <tr>
              <th>Then</th>
              <th>where</th>
              <th>
                <span className="vh">Play it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {flips.map((flip, index) => (
              <tr key={`${flip.policy} ${flip.changes.join(' ')}`} data-item>
                <td className="nw">
                  <Mark word={flip.verdict} />
                </td>
                <td>{flip.changes.join(', and ')}</td>
                <td className="nw">
                  <a href={hrefs[index]}>Play it</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The playground with the changed text, under the policy and on the kind of page that turned it. */
async function hrefOf({ policy, kind, text }: Flip): Promise<string> {
  const query = new URLSearchParams({ policy, kind });
  return `/playground?${query}${await writeTextHash(text)}`;
}
