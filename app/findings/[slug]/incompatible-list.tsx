import type { Found } from '#lib/argument/findings';
import { ClaimNames } from './claim-names';
import type { Linked } from './computed-page';
import { PolicyNames } from './policy-names';

/** Sets of claims, smallest first, each member with the policies that break it. */
export function IncompatibleList({ items, linked }: { items: Found['incompatible-claims']; linked: Linked }) {
  const groups = [...new Set(items.map(({ family, standing }) => `${standing} ${family}`))];
  return groups.map((group) => {
    const sets = items.filter(({ family, standing }) => `${standing} ${family}` === group);
    const [first] = sets;
    if (first === undefined) return null;
    return (
      <section key={group} className="topic">
        <h2>
          {first.standing === 'released' ? 'Released' : 'Proposed'} policies of {first.family}
        </h2>
        <p className="note">
          {first.policies === 1 ? 'One policy was asked' : `${first.policies} policies were asked`}; each set names, for
          every one of them, a claim that it breaks.
        </p>
        <ol className="sets">
          {sets.map(({ members }) => (
            <li key={members.map(({ claims }) => claims.join(' ')).join(' + ')} data-item>
              <table className="t stk relations">
                <tbody>
                  {members.map(({ claims, brokenBy }, index) => (
                    <tr key={brokenBy.join(' ')}>
                      <td className="muted">{index === 0 ? (members.length === 1 ? 'alone' : '') : 'with'}</td>
                      <td>
                        <ClaimNames slugs={claims} linked={linked} />
                        {claims.length > 1 && <p className="note">Any one of these {claims.length}</p>}
                      </td>
                      <td>
                        <span className="muted">broken by </span>
                        <PolicyNames ids={brokenBy} linked={linked} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </li>
          ))}
        </ol>
      </section>
    );
  });
}
