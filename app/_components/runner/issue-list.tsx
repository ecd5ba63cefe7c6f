import type { Issue } from '#lib/scenario/scenario';

/** What a text says that cannot be read, each with line and column. */
export function IssueList({ issues, onPick }: { issues: readonly Issue[]; onPick?: (issue: Issue) => void }) {
  if (issues.length === 0) return null;
  return (
    <ul className="diagl">
      {issues.map((issue) => (
        <li key={`${issue.line}:${issue.column}:${issue.code}:${issue.message}`}>
          {onPick === undefined ? (
            <span className="pm">
              {issue.line}:{issue.column}
            </span>
          ) : (
            <button type="button" className="btn quiet pm" onClick={() => onPick(issue)}>
              {issue.line}:{issue.column}
              <span className="vh">, go there</span>
            </button>
          )}{' '}
          <b className={issue.severity === 'error' ? 'c-fails' : undefined}>{issue.severity}</b> {issue.message}
        </li>
      ))}
    </ul>
  );
}
