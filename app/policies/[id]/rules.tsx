import type { BoundLine } from '#lib/db/bound-lines';
import type { PolicyRule } from '#lib/db/record-types';
import type { KindInfo } from '#lib/scenario/simulator';
import { BoundLines, pointId } from '../../_components/bound-line';

/**
 * What a policy decides, question by question, a column for each kind of page. Where the policy before it answers
 * otherwise, its answer stands below, in smaller letters.
 */
export function Rules({
  rules,
  kinds,
  before,
  bound = [],
}: {
  rules: readonly PolicyRule[];
  kinds: readonly KindInfo[];
  /** Id of the policy it is compared with; null for the first of its family. */
  before: string | null;
  /** Lines of patches that write these rules down. */
  bound?: readonly BoundLine[];
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
              <th scope="row">
                {rule.question}
                <RulePoints points={rule.points} bound={bound} />
              </th>
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

/** The decision points of a question, to be linked to, and the lines of patches that are tied to them. */
function RulePoints({ points, bound }: { points: readonly string[]; bound: readonly BoundLine[] }) {
  return points.map((point) => {
    const lines = bound.filter((line) => line.point === point);
    return (
      <span key={point} id={pointId(point)} className="point">
        {lines.length > 0 && (
          <>
            {point}: <BoundLines lines={lines} />
          </>
        )}
      </span>
    );
  });
}

/** Whether every kind of page has the same answer. */
function isSame(answers: PolicyRule['answers']): boolean {
  return new Set(Object.values(answers)).size <= 1;
}
