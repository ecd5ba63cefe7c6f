import type { PolicyPair } from '#lib/db/policy-pair';
import type { PolicyRule } from '#lib/db/record-types';
import type { KindInfo } from '#lib/scenario/simulator';
import { counted } from '../../_components/numbers';

/** The rules in words, side by side: those that differ; the others are counted. */
export function PairRules({ pair }: { pair: PolicyPair }) {
  const { families, kinds } = pair;
  if (families.length === 0) return <p className="note">They have the same rules.</p>;
  return families.map(({ before, after, rules }) => {
    const differing = rules.filter((rule) => rule.before !== null);
    const same = rules.length - differing.length;
    return (
      <div key={after} className="pair-rules">
        {families.length > 1 && (
          <h3>
            {before} and {after}
          </h3>
        )}
        {differing.length === 0 ? (
          <p className="note">No rule differs in words; what differs is told on their pages.</p>
        ) : (
          <table className="t rules">
            <thead>
              <tr>
                <th>Question</th>
                <th>{before}</th>
                <th>{after}</th>
              </tr>
            </thead>
            <tbody>
              {differing.map((rule) => (
                <tr key={rule.question} data-item>
                  <th scope="row">{rule.question}</th>
                  <td data-kind={before}>
                    <Answers answers={rule.before ?? {}} other={rule.answers} kinds={kinds} />
                  </td>
                  <td data-kind={after}>
                    <Answers answers={rule.answers} other={rule.before ?? {}} kinds={kinds} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="note">
          {same > 0 && `${counted(same, 'answer is', 'answers are')} the same. `}
          Every rule: <a href={`/policies/${before}#rules`}>{before}</a>,{' '}
          <a href={`/policies/${after}#rules`}>{after}</a>
        </p>
      </div>
    );
  });
}

interface AnswersProps {
  readonly answers: PolicyRule['answers'];
  readonly other: PolicyRule['answers'];
  readonly kinds: readonly KindInfo[];
}

/** One side's answers on the kinds of page on which the sides differ, each named where they are not all alike. */
function Answers({ answers, other, kinds }: AnswersProps) {
  const differing = kinds.filter(({ id }) => answers[id] !== other[id]);
  const isOne =
    differing.length === kinds.length &&
    [answers, other].every((side) => new Set(kinds.map(({ id }) => side[id])).size === 1);
  if (isOne) return answers[kinds[0]?.id ?? ''];
  return differing.map(({ id, title }) => (
    <p key={id}>
      <span className="faint">{title}:</span> {answers[id]}
    </p>
  ));
}
