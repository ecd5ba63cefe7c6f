import type { JudgedExpectation } from '#lib/argument/expectation';
import type { OwnExpectation } from '#lib/db/person-record';
import { runHref } from '../../_components/matrix-cell';
import { SourceDate } from '../../_components/source-link';

/** What a person said would happen, beside what the runs say. */
export function Expectations({ expectations }: { expectations: readonly OwnExpectation[] }) {
  if (expectations.length === 0) return null;
  const has = ({ judged }: OwnExpectation, word: JudgedExpectation['result']) =>
    judged.some(({ result }) => result === word);
  const wrong = expectations.filter((one) => has(one, 'refuted')).length;
  const right = expectations.filter((one) => !has(one, 'refuted') && has(one, 'confirmed')).length;
  return (
    <section className="topic" id="expected">
      <h2>What this person expected</h2>
      <p className="note">
        Put as a verdict of a scenario and compared with the recorded runs: {right} came so, {wrong} did not.
      </p>
      <table className="t stk stances">
        <thead>
          <tr>
            <th>Expected</th>
            <th>of</th>
            <th>mail</th>
            <th>the runs</th>
          </tr>
        </thead>
        <tbody>
          {expectations.map((one) => (
            <Row
              key={`${one.claim.slug} ${one.expected.scenario} ${one.expected.property} ${one.expected.policies} ${one.expected.message}`}
              one={one}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ one }: { one: OwnExpectation }) {
  const { expected, claim, held } = one;
  const [first = ''] = expected.policies;
  return (
    <tr data-item>
      <td>
        {expected.verdict} under {expected.policies.join(', ')}
      </td>
      <td>
        <a href={runHref(expected.scenario, first, expected.kind ?? null)}>{expected.scenario}</a>{' '}
        <span className="faint">
          {expected.property}
          {expected.kind !== undefined && `, ${expected.kind}`}
        </span>
        <p className="note">{expected.note}</p>
        <p className="note">
          On <a href={`/claims/${claim.slug}`}>{claim.title}</a>
        </p>
      </td>
      <td className="muted">
        <SourceDate date={expected.date} messageId={expected.message} held={held} />
      </td>
      <td>
        <Outcome one={one} />
      </td>
    </tr>
  );
}

/** In words, without the colours of verdicts: that something came as expected may mean that it is violated. */
function Outcome({ one: { judged, expected } }: { one: OwnExpectation }) {
  const under = (word: JudgedExpectation['result']) =>
    judged.filter(({ result }) => result === word).map(({ policy }) => policy);
  const [confirmed, refuted, open] = [under('confirmed'), under('refuted'), under('not decided')];
  return (
    <>
      {refuted.length > 0 && (
        <p>
          <b>not so</b> under {refuted.join(', ')}
        </p>
      )}
      {confirmed.length > 0 && (
        <p>as expected{confirmed.length < judged.length ? ` under ${confirmed.join(', ')}` : ''}</p>
      )}
      {open.length > 0 && <p className="faint">not decided under {open.join(', ')}</p>}
      {expected.refuted !== undefined && <p className="note">{expected.refuted}</p>}
    </>
  );
}
