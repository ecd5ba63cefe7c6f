/** Why a form was not taken, in sentences; announced when they appear. */
export function FormProblems({ problems }: { readonly problems: readonly string[] }) {
  return (
    <div role="status">
      {problems.map((problem) => (
        <p key={problem} className="msg-err">
          {problem}
        </p>
      ))}
    </div>
  );
}
