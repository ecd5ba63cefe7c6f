import type { JudgedExpectation } from '#lib/argument/expectation';
import type { ExpectationView } from '#lib/db/claim-expectations';
import { Mark } from '../../_components/mark';
import { copiesText, runHref, scenarioHref } from '../../_components/matrix-cell';
import { SourceDate } from '../../_components/source-link';

/** What people expected to happen, and what the runs say. */
export function Expectations({ expectations }: { expectations: readonly ExpectationView[] }) {
  if (expectations.length === 0) return null;
  return (
    <section className="sec" id="expectations">
      <h2>Expected, and what the run says</h2>
      <div className="wide">
        <table className="t stk expectations">
          <thead>
            <tr>
              <th>Who, when</th>
              <th>expected</th>
              <th>under</th>
              <th>the run says</th>
            </tr>
          </thead>
          <tbody>
            {expectations.map((expected) => (
              <tr
                key={`${expected.person.slug} ${expected.scenario} ${expected.property} ${expected.kind ?? ''} ${expected.policies.join()} ${expected.message}`}
              >
                <td>
                  <a href={`/people/${expected.person.slug}`}>{expected.person.name}</a>,{' '}
                  <SourceDate date={expected.date} messageId={expected.message} held={expected.held} />
                </td>
                <td>
                  <b>{expected.verdict}</b> of{' '}
                  <a href={scenarioHref(expected.scenario, expected.kind ?? null)}>{expected.scenario}</a>,{' '}
                  {expected.property}
                  {expected.kind !== undefined && ` on ${expected.kind}`}
                  <p className="note">{expected.note}</p>
                </td>
                <td>{expected.policies.join(', ')}</td>
                <td>
                  {expected.judged.map((judged) => (
                    <span key={judged.policy} className="line">
                      <RunSays expected={expected} judged={judged} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RunSays({ expected, judged }: { expected: ExpectationView; judged: JudgedExpectation }) {
  const { policy, result, word, copies } = judged;
  return (
    <>
      <a href={runHref(expected.scenario, policy, expected.kind ?? null)}>{policy}</a>{' '}
      {copies !== null && copiesText(copies)}
      {copies === null && (word === null ? 'not judged' : <Mark word={word} />)}: <b>{result}</b>
    </>
  );
}
