/**
 * What is wrong with a text that somebody wrote. Returned, never thrown: a file with an error is data.
 * The command line prints it as `file:line:column: message`.
 */
export interface Issue {
  /** An error keeps the record out; a warning and a note do not. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Which rule speaks, in kebab-case: `unknown-key`, `link-to-nothing`. Never changes its meaning. */
  readonly code: string;
  /** A sentence that says what is wrong and what to do. */
  readonly message: string;
  /** Path below content/, `claims/x.md`; the same form for a record that has no file yet. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** Dotted path in the front matter, `stances[2].date`; null where the issue is not about one field. */
  readonly field: string | null;
}

/** The one-line form: `claims/x.md:4:7: stances[2].date: …`. */
export function printIssue(issue: Issue): string {
  const field = issue.field === null ? '' : `${issue.field}: `;
  return `${issue.file}:${issue.line}:${issue.column}: ${field}${issue.message}`;
}

/** Whether nothing in `issues` keeps the record out. */
export function isAcceptable(issues: readonly Issue[]): boolean {
  return issues.every((issue) => issue.severity !== 'error');
}
