import type { PolicyRule } from '#lib/db/record-types';
import type { KindInfo } from '#lib/scenario/simulator';

/**
 * What a policy decides, question by question, a column for each kind of page. Where the policy before it answers
 * otherwise, its answer stands below, in smaller letters.
 */
export function Rules({
  rules,
  kinds,
  before,
}: {
  rules: readonly PolicyRule[];
  kinds: readonly KindInfo[];
  /** Id of the policy it is compared with; null for the first of its family. */
  before: string | null;
}) {
  const isOne = rules.every(({ answers }) => isSame(answers));
  return (
    <table className="t rules">
      <thead>
        <tr>
          <th>Question</th>
          {isOne ? <th>answer</th> : kinds.map(({ id, title }) => <th key={id}>{title}</th>)}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => {
          const changed = rule.before !== null;
          const cells = isSame(rule.answers) && (rule.before === null || isSame(rule.before)) ? [kinds[0]] : kinds;
          return (
            <tr key={rule.question} className={changed ? 'changed' : undefined} data-item>
              <th scope="row">{rule.question}</th>
              {cells.map((kind) => {
                const answer = rule.answers[kind?.id ?? ''] ?? '';
                const was = rule.before?.[kind?.id ?? ''];
                return (
                  <td
                    key={kind?.id}
                    colSpan={cells.length === 1 && !isOne ? kinds.length : 1}
                    data-kind={cells.length > 1 ? kind?.title : undefined}
                  >
                    {changed && was !== answer ? <b>{answer}</b> : answer}
                    {was === undefined || was === answer ? null : (
                      <span className="was">
                        {before}: {was}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Whether every kind of page has the same answer. */
function isSame(answers: PolicyRule['answers']): boolean {
  return new Set(Object.values(answers)).size <= 1;
}
