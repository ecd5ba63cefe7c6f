import type { Metadata } from 'next';
import { listMatrices } from '#lib/db/matrix';
import { ClaimList } from '../_components/claim-list';

export const metadata: Metadata = { title: 'Claims' };

export default async function ClaimsPage() {
  const matrices = await listMatrices();
  const topics = (matrices[0]?.topics ?? []).filter((topic) => topic.rows.length > 0);
  return (
    <>
      <div className="headline">
        <h1>Claims</h1>
        <p className="note">
          Each is one proposition in our own words, phrased as a guarantee. Beside it stand the policies under which its
          scenarios hold. <a href="/edit/claim">Write a claim</a>
        </p>
        <p className="note">
          <kbd>j</kbd> <kbd>k</kbd> next, previous claim
        </p>
      </div>
      {topics.length === 0 && <p className="note topic">No claim is here yet.</p>}
      {topics.map((topic) => (
        <section key={topic.id} className="topic" id={topic.id}>
          <h2>{topic.title}</h2>
          <p className="note">{topic.text}</p>
          <ClaimList rows={topic.rows} matrices={matrices} />
        </section>
      ))}
    </>
  );
}
