import type { Found } from '#lib/argument/findings';
import { capital } from '../../_components/claim-words';
import { ClaimNames } from './claim-names';
import type { Linked } from './computed-page';

/** Claims that no run bears on, with what their record gives as the reason. */
export function UntestedList({ items, linked }: { items: Found['untested-claims']; linked: Linked }) {
  return (
    <table className="t stk relations">
      <thead>
        <tr>
          <th>Kind</th>
          <th>claim</th>
          <th>why</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ claim, kind, why }) => (
          <tr key={claim} data-item>
            <td className="muted">{capital(kind)}</td>
            <td>
              <ClaimNames slugs={[claim]} linked={linked} />
            </td>
            <td className="muted">{why ?? 'Its situation arises under no policy'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
