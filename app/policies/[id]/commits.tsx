import type { PolicyPage } from '#lib/db/record-types';

/** Where the kernel's own tree shows a commit. */
function commitHref(commit: string): string {
  return `https://git.kernel.org/linus/${commit}`;
}

/** The commits that put the policy into a kernel. */
export function Commits({ policy }: { policy: PolicyPage }) {
  if (policy.commits.length === 0) return null;
  return (
    <section className="sec">
      <h2>Commits</h2>
      <div>
        <table className="t">
          <thead>
            <tr>
              <th>Commit</th>
              <th>subject</th>
              <th>release</th>
            </tr>
          </thead>
          <tbody>
            {policy.commits.map((commit) => (
              <tr key={commit.commit}>
                <td>
                  <a href={commitHref(commit.commit)} rel="noreferrer">
                    <code>{commit.commit.slice(0, 12)}</code>
                  </a>
                </td>
                <td>{commit.subject ?? ''}</td>
                <td className="muted">{commit.release ?? 'never'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(policy.since !== null || policy.until !== null) && (
        <aside className="mg">
          <p>
            {policy.since !== null && `Since ${policy.since}. `}
            {policy.until !== null && `Until ${policy.until}.`}
          </p>
        </aside>
      )}
    </section>
  );
}
