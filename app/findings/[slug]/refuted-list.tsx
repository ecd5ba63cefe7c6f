import type { Found } from '#lib/argument/findings';
import { runHref, scenarioHref } from '../../_components/matrix-cell';
import { SourceDate } from '../../_components/source-link';
import { ClaimNames } from './claim-names';
import type { Linked } from './computed-page';

/** What was expected by whom, of what, and the policies under which the run says otherwise, each leading to its run. */
export function RefutedList({ items, linked }: { items: Found['refuted-expectations']; linked: Linked }) {
  return (
    <table className="t stk relations">
      <thead>
        <tr>
          <th>Who expected it</th>
          <th>what</th>
          <th>not so under</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ claim, expected, policies }) => {
          const { person, date, message, verdict, scenario, property, kind = null, note } = expected;
          const name = linked.people.get(person)?.name ?? person;
          return (
            <tr key={`${claim} ${person} ${message} ${scenario} ${property} ${kind}`} data-item>
              <td>
                <a href={`/people/${person}`}>{name}</a>
                <span className="line muted">
                  <SourceDate date={date} messageId={message} held={linked.held.has(message)} />
                </span>
              </td>
              <td>
                <ClaimNames slugs={[claim]} linked={linked} />
                <p className="note">
                  Expected “{verdict}” of <a href={scenarioHref(scenario, kind)}>{scenario}</a>
                  {kind !== null && ` on ${kind}`}, <code>{property}</code>. {note}
                </p>
              </td>
              <td>
                {policies.map((policy, index) => (
                  <span key={policy}>
                    {index > 0 && ', '}
                    <a href={runHref(scenario, policy, kind)}>{policy}</a>
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
