import type { Metadata } from 'next';
import { listPolicies } from '#lib/db/policies';
import type { PolicyRow } from '#lib/db/record-types';
import { isProposed } from '../_components/matrix-head';

export const metadata: Metadata = { title: 'Policies' };

export default async function PoliciesPage() {
  const policies = await listPolicies();
  const families = [...new Set(policies.map((policy) => policy.family))];
  return (
    <>
      <div className="headline">
        <h1>Policies</h1>
        <p className="note">
          A policy is one way to decide. Policies of one family answer the same questions; a scenario is run under each.
        </p>
      </div>
      {policies.length === 0 && <p className="note topic">No policy is here yet.</p>}
      {families.map((family) => (
        <section key={family} className="topic" id={family}>
          <h2>
            Family <code>{family}</code>
          </h2>
          <Standing title="Released" policies={policies.filter((row) => row.family === family && !isProposed(row))} />
          <Standing
            title="Proposed, never merged"
            policies={policies.filter((row) => row.family === family && isProposed(row))}
          />
        </section>
      ))}
    </>
  );
}

function Standing({ title, policies }: { title: string; policies: readonly PolicyRow[] }) {
  if (policies.length === 0) return null;
  return (
    <table className="t stk policies">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>Policy</th>
          <th>what it asks</th>
          <th>in force</th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <tr key={policy.id} data-item>
            <td className="nw">
              <a href={`/policies/${policy.id}`}>
                <b>{policy.id}</b> {policy.rule}
              </a>
            </td>
            <td>{policy.title}</td>
            <td className="muted">{policy.inForce}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
