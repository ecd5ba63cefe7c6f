import type { ScenarioPage } from '#lib/db/record-types';

/** The claims that a scenario tests, one line each. */
export function TestedClaims({ claims }: { claims: ScenarioPage['claims'] }) {
  const once = [...new Map(claims.map((entry) => [entry.claim.slug, entry])).values()];
  if (once.length === 0) return <p className="note">No claim cites this scenario yet.</p>;
  return (
    <p className="note">
      Tests{' '}
      {once.map(({ claim }, index) => (
        <span key={claim.slug}>
          {index === 0 ? '' : index === once.length - 1 ? ' and ' : ', '}
          <a href={`/claims/${claim.slug}`}>{claim.title}</a>
        </span>
      ))}
    </p>
  );
}
