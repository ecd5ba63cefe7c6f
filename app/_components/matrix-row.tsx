import type { ReactNode } from 'react';
import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { Cell, cellLook } from './matrix-cell';
import { startsProposed } from './matrix-head';

interface MatrixRowProps {
  readonly policies: readonly PolicyRow[];
  readonly cells: readonly MatrixCell[];
  readonly head: ReactNode;
  readonly refined?: boolean;
  readonly summary?: boolean;
}

/** One row of verdicts; `head` names it. A line stands where the verdict differs from the policy before. */
export function Row({ policies, cells, head, refined = false, summary = false }: MatrixRowProps) {
  const byPolicy = new Map(cells.map((cell) => [cell.policy, cell]));
  return (
    <tr className={summary ? 'sum' : undefined} data-item>
      <th scope="row" className={refined ? 'sub' : undefined}>
        {head}
      </th>
      {policies.map((policy, index) => {
        const before = policies[index - 1];
        const gap = startsProposed(policies, index);
        const cell = byPolicy.get(policy.id);
        const cut = before !== undefined && !gap && cellLook(byPolicy.get(before.id)) !== cellLook(cell);
        return [
          gap ? <td key="sep" className="sep" /> : null,
          <Cell key={policy.id} cell={cell} policy={policy} cut={cut} />,
        ];
      })}
    </tr>
  );
}
