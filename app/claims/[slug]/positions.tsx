import type { Extensions } from '#lib/argument/extensions';
import type { ClaimStanding } from '#lib/db/claim-standing';
import { LabelMark } from '../../_components/label-mark';

interface PositionsProps {
  readonly slug: string;
  readonly standing: ClaimStanding;
  readonly extensions: Extensions;
}

/** Every position that the debate leaves room for: what each decides that is undecided otherwise. */
export function Positions({ slug, standing: { labels, titles }, extensions: { positions, bound } }: PositionsProps) {
  const open = [...labels].flatMap(([claim, label]) => (label === 'undecided' ? [claim] : []));
  return (
    <div id="positions">
      <h3>Positions</h3>
      <p className="note">
        {bound !== null && `The search stopped at its bound: there may be more than these ${positions.length}. `}
        {open.length === 0
          ? 'No claim is undecided, so there is one position alone.'
          : 'A position takes a side wherever runs and arguments leave one open, and defends itself against every attack. Each of these cannot be made larger.'}
      </p>
      {open.length > 0 && (
        <table className="t positions">
          <thead>
            <tr>
              <th>This claim</th>
              <th>accepted there, of the claims that are undecided otherwise</th>
            </tr>
          </thead>
          <tbody>
            {positions.map((position) => {
              const accepted = open.filter((claim) => position.get(claim) === 'in');
              return (
                <tr key={accepted.join(' ')}>
                  <td>
                    <LabelMark label={position.get(slug) ?? 'undecided'} />
                  </td>
                  <td>
                    {accepted.length === 0 && 'none'}
                    {accepted.map((claim) => (
                      <a key={claim} className="line" href={`/claims/${claim}`}>
                        {titles.get(claim) ?? claim}
                      </a>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
