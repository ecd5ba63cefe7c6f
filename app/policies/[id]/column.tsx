import type { PolicyPage } from '#lib/db/record-types';
import { ClaimLink } from '../../_components/claim-list';
import { Mark } from '../../_components/mark';
import { copiesText, countOf, runHref, searchedText } from '../../_components/matrix-cell';

/** The policy's column of the matrix: what becomes of every claim under it. */
export function Column({ policy }: { policy: PolicyPage }) {
  if (policy.rows.length === 0) return null;
  return (
    <section className="sec" id="verdicts">
      <div className="sh">
        <h2>Claims under {policy.id}</h2>
        <p className="note">A verdict leads to the run; beside it stands how much was searched.</p>
      </div>
      <div className="wide">
        <table className="t stk column">
          <thead>
            <tr>
              <th>Verdict</th>
              <th>claim</th>
              <th>searched</th>
            </tr>
          </thead>
          <tbody>
            {policy.rows.map(({ claim, cell }) => {
              const count = countOf(cell);
              const verdict = count === null ? <Mark word={cell.verdict} /> : copiesText(count);
              return (
                <tr key={claim.slug} data-item>
                  <td className="nw">
                    {cell.scenario === null ? (
                      verdict
                    ) : (
                      <a className="plain" href={runHref(cell.scenario, policy.id, cell.kind)}>
                        {verdict}
                      </a>
                    )}
                  </td>
                  <td>
                    <ClaimLink claim={claim} />
                  </td>
                  <td className="muted">{searchedText(cell)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
