import type { PolicyRow } from '#lib/db/record-types';
import type { SynthesisResult } from '#lib/scenario/synthesis';
import { NotRightList } from './not-right-list';

interface KnownTableProps {
  readonly known: SynthesisResult['known'];
  readonly policies: readonly PolicyRow[];
}

/** Released and proposed policies, in the order of their releases. */
export function KnownTable({ known, policies }: KnownTableProps) {
  return (
    <table className="t found">
      <thead>
        <tr>
          <th>Policy</th>
          <th>rule</th>
          <th className="num">not right</th>
          <th className="num">copies</th>
        </tr>
      </thead>
      <tbody>
        {known.map(({ policy, notRight, least, most }) => (
          <tr key={policy} data-item>
            <td>
              <a href={`/policies/${policy}`}>{policy}</a>
            </td>
            <td>
              {policies.find(({ id }) => id === policy)?.rule}
              {notRight.length > 0 && (
                <details>
                  <summary>What it gets wrong</summary>
                  <NotRightList places={notRight} />
                </details>
              )}
            </td>
            <td className="num" data-label="not right">
              {notRight.length}
            </td>
            <td className="num nw" data-label="copies">
              {least}–{most}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
