import type { Found } from '#lib/argument/findings';
import { scenarioHref } from '../../_components/matrix-cell';
import { ClaimNames } from './claim-names';
import type { Linked } from './computed-page';
import { PolicyNames } from './policy-names';

/** Claims with the policies that break them unnoticed, and the scenarios that show it. */
export function UnarguedList({ items, linked }: { items: Found['unargued-failures']; linked: Linked }) {
  return (
    <table className="t stk column">
      <thead>
        <tr>
          <th>Fails under</th>
          <th>claim</th>
          <th>shown by</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ claim, policies, tests }) => (
          <tr key={claim} data-item>
            <td>
              <PolicyNames ids={policies} linked={linked} />
            </td>
            <td>
              <ClaimNames slugs={[claim]} linked={linked} />
            </td>
            <td className="muted">
              {tests.map(({ test, policies: under }) => (
                <span key={`${test.scenario} ${test.property} ${test.kind}`} className="line">
                  <a href={scenarioHref(test.scenario, test.kind ?? null)}>{test.scenario}</a>
                  {test.kind !== undefined && ` on ${test.kind}`}: <PolicyNames ids={under} linked={linked} />
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
