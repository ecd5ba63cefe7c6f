import type { Metadata } from 'next';
import { findDebate } from '#lib/db/debate';
import { listKernels } from '#lib/db/kernels';
import type { KernelPolicy, KernelRow } from '#lib/db/record-types';
import { formatCount } from '../_components/numbers';
import { KernelForm } from './kernel-form';

export const metadata: Metadata = { title: 'Kernels' };

export default async function KernelsPage() {
  const [kernels, debate] = await Promise.all([listKernels(), findDebate()]);
  const families = debate?.families ?? [];
  return (
    <>
      <div className="headline">
        <h1>Kernels</h1>
        <p className="note">
          A kernel is one policy of each family. Listed are the mainline releases at which a rule changes, and the
          kernels that were observed; any other release is played as the last one before it. In bold what is new against
          the mainline release before. <a href="/observations">What real kernels did</a>
        </p>
      </div>
      <KernelForm />
      <section className="topic">
        <table className="t stk kernels-list">
          <thead>
            <tr>
              <th>Kernel</th>
              <th>policies</th>
              <th className="num">observations</th>
            </tr>
          </thead>
          <tbody>
            {kernels.map((kernel) => (
              <tr key={kernel.release} data-item>
                <td className={kernel.isMainline ? 'nw' : 'nw variant'}>
                  <a href={`/kernels/${kernel.release}`}>
                    {kernel.isMainline ? <b>{kernel.release}</b> : kernel.release}
                  </a>
                </td>
                <td>
                  <Policies kernel={kernel} titles={families.map(({ title }) => title)} />
                </td>
                <td className="num">
                  {kernel.observations === 0 ? (
                    <span className="faint">none</span>
                  ) : (
                    <a href={`/observations?kernel=${kernel.release}`}>{formatCount(kernel.observations)}</a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Policies({ kernel, titles }: { kernel: KernelRow; titles: readonly string[] }) {
  return kernel.policies.map((policy, index) => (
    <span key={policy.id} title={titles[index]}>
      {index > 0 && ' · '}
      <PolicyName policy={policy} />
    </span>
  ));
}

function PolicyName({ policy: { id, row, before } }: { policy: KernelPolicy }) {
  const name = before === null ? id : <b>{id}</b>;
  return (
    <>
      {row === null ? name : <a href={`/policies/${id}`}>{name}</a>}
      {before === null || row === null ? '' : ` ${row.rule}`}
    </>
  );
}
