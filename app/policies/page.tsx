import type { Metadata } from 'next';
import { findDebate } from '#lib/db/debate';
import { withStrange } from '#lib/db/matrix';
import { listPolicies } from '#lib/db/policies';
import type { PolicyRow } from '#lib/db/record-types';
import { isProposed } from '../_components/matrix-head';
import { CompareForm } from './compare-form';

export const metadata: Metadata = { title: 'Policies' };

export default async function PoliciesPage() {
  const [policies, debate] = await Promise.all([listPolicies(), findDebate()]);
  const families = withStrange(
    debate?.families ?? [],
    policies.map(({ family }) => family),
    (id) => ({ id, title: id }),
  ).filter(({ id }) => policies.some(({ family }) => family === id));
  return (
    <>
      <div className="headline">
        <h1>Policies</h1>
        <p className="note">
          A policy is one way to decide. Policies of one family answer the same questions; a scenario is run under each.
          A kernel has one of each family: <a href="/kernels">all kernels</a>.{' '}
          <a href="/playground">Try a policy of your own</a>
        </p>
        {policies.length > 0 && <CompareForm policies={policies} />}
      </div>
      {policies.length === 0 && <p className="note topic">No policy is here yet.</p>}
      {families.map(({ id, title }) => (
        <section key={id} className="topic" id={id}>
          <h2>{title}</h2>
          <p className="note">
            Family <code>{id}</code>
          </p>
          <Standing title="Released" policies={policies.filter((row) => row.family === id && !isProposed(row))} />
          <Standing
            title="Proposed, never merged"
            policies={policies.filter((row) => row.family === id && isProposed(row))}
          />
        </section>
      ))}
    </>
  );
}

/** Variants stand indented below the policy that they vary, wherever the simulator lists them. */
function arrange(policies: readonly PolicyRow[]): readonly PolicyRow[] {
  const main = policies.filter(({ variantOf }) => policies.every(({ id }) => id !== variantOf));
  return main.flatMap((policy) => [policy, ...policies.filter(({ variantOf }) => variantOf === policy.id)]);
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
        {arrange(policies).map((policy) => (
          <tr key={policy.id} data-item>
            <td className={policy.variantOf === null ? undefined : 'variant'}>
              <a href={`/policies/${policy.id}`}>
                {policy.variantOf === null ? '' : '… '}
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
