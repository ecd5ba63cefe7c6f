import type { ImportProblemRow, ImportRow } from '#lib/db/mail-sources';
import { longDate } from '../_components/dates';
import { sayCounts } from './import-table';

interface Props {
  readonly row: ImportRow;
  readonly problems: readonly ImportProblemRow[];
}

/** What was wrong with what one import read, with file and byte. */
export function ProblemList({ row, problems }: Props) {
  return (
    <section className="topic" id="problems">
      <h2>
        The import of {longDate(row.startedIso)}, {row.startedIso.slice(11, 16)} UTC
      </h2>
      <p className="note">
        <code>{row.address}</code>: {sayCounts(row)}. <a href="/imports">Close</a>
      </p>
      {problems.length === 0 ? (
        <p>Nothing was wrong with what it read.</p>
      ) : (
        <table className="t stk">
          <thead>
            <tr>
              <th>Kind</th>
              <th>Where</th>
              <th>What</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name, and their order never changes
              <tr key={i}>
                <td className="nw">{problem.severity}</td>
                <td className="path">
                  <code>{problem.file}</code>
                  {problem.offset !== null && <span className="faint"> byte {problem.offset}</span>}
                </td>
                <td>{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
