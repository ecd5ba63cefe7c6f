import type { ObservedKernelRow } from '#lib/db/record-types';
import { formatCount } from '../_components/numbers';

/** The kernels that were watched: what they are, how they were run, how much was seen. */
export function KernelList({ kernels }: { kernels: readonly ObservedKernelRow[] }) {
  return (
    <section className="topic" id="kernels">
      <h2>The kernels</h2>
      {kernels.length === 0 ? (
        <p className="note">
          No kernel was observed yet. <code>npx moot observe</code> watches the one it runs on.
        </p>
      ) : (
        <table className="t stk">
          <thead>
            <tr>
              <th>Release</th>
              <th>what it calls itself</th>
              <th>how it was run</th>
              <th className="num">observations</th>
            </tr>
          </thead>
          <tbody>
            {kernels.map(({ id, release, uname, how, rows }) => (
              <tr key={id}>
                <td className="nw">
                  <a href={`/kernels/${release}`}>{release}</a>
                </td>
                <td>{uname}</td>
                <td>{how}</td>
                <td className="num">{formatCount(rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="note under-table">
        These rows came with the project. <code>npx moot observe --import FILE</code> takes in those of others,{' '}
        <code>npx moot observe</code> plays scenarios on the kernel underneath.
      </p>
    </section>
  );
}
