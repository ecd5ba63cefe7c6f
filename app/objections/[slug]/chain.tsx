import type { Finding } from '#lib/argument/objection';
import type { AnswerView, ObjectionView } from '#lib/db/objections';
import { Mark } from '../../_components/mark';
import { runHref, scenarioHref } from '../../_components/matrix-cell';
import { SourceDate } from '../../_components/source-link';

/** The objection, every answer to it, and today, each with what the scenario says of it. */
export function Chain({ objection, kernel }: { objection: ObjectionView; kernel: string | null }) {
  const { front, person, change, held, shown, wasRight, answers, regressions, today, scenarioTitle } = objection;
  const test = front.scenario;
  return (
    <section className="sec" id="chain">
      <div className="sh">
        <h2>What became of it</h2>
        <p className="note">
          {test === undefined ? (
            'No scenario shows it, so a person’s word is all there is.'
          ) : (
            <>
              Shown by <a href={scenarioHref(test.scenario, test.kind ?? null)}>{scenarioTitle ?? test.scenario}</a>
              {test.kind !== undefined && ` on ${test.kind}`}, <code>{test.property}</code>
              {test.property === 'copies' && ', which is a count and never a verdict'}
            </>
          )}
        </p>
      </div>
      <div className="wide">
        <table className="t stk relations">
          <thead>
            <tr>
              <th>What happened</th>
              <th>by whom, in our words</th>
              <th>what the runs say</th>
            </tr>
          </thead>
          <tbody>
            <tr data-item>
              <td>
                <span className="rel">objects</span>
              </td>
              <td>
                <a href={`/people/${person.slug}`}>{person.name}</a>,{' '}
                <SourceDate date={front.date} messageId={front.message} held={held} />
                <p className="note">To {change.title}</p>
              </td>
              <td>
                <Words test={test} under={shown} />
                <p className="note">{rightness(wasRight)}</p>
              </td>
            </tr>
            {answers.map((answer) => (
              <AnswerRow
                key={`${answer.answer.kind} ${answer.answer.date} ${answer.answer.change} ${answer.answer.person}`}
                answer={answer}
                test={test}
              />
            ))}
            {regressions.length > 0 && (
              <tr data-item>
                <td>
                  <span className="rel">fails again</span>
                </td>
                <td>
                  <p className="note">Under later releases the scenario fails once more.</p>
                </td>
                <td>{regressions.join(', ')}</td>
              </tr>
            )}
            {today !== null && test !== undefined && (
              <tr data-item>
                <td>
                  <span className="rel">today</span>
                </td>
                <td>
                  <p className="note">Under kernel {kernel}</p>
                </td>
                <td>
                  <Words test={test} under={[today]} />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function AnswerRow({ answer: view, test }: { answer: AnswerView; test: ObjectionView['front']['scenario'] }) {
  const { answer, person, change, held, under, isTrue } = view;
  return (
    <tr data-item>
      <td>
        <span className="rel">{answer.kind}</span>
      </td>
      <td>
        {person !== null && (
          <>
            <a href={`/people/${person.slug}`}>{person.name}</a>,{' '}
          </>
        )}
        <SourceDate date={answer.date} messageId={answer.message ?? null} held={held} />
        {change !== null && (
          <>
            , by <a href={`/patches#${change.slug}`}>{change.title}</a>
            {change.release !== null && ` (${change.release})`}
          </>
        )}
        <p className="note">{answer.note}</p>
      </td>
      <td>
        <Words test={test} under={under} />
        {answer.kind === 'addressed' && <p className="note">{borneOut(isTrue, under, test)}</p>}
      </td>
    </tr>
  );
}

/** The word of the scenario under each policy, each leading to its run. */
function Words({ test, under }: { test: ObjectionView['front']['scenario']; under: readonly Finding[] }) {
  if (test === undefined) return null;
  return under.map(({ policy, word }) =>
    word === null ? null : (
      <span key={policy} className="line">
        <a className="plain" href={runHref(test.scenario, policy, test.kind ?? null)}>
          <Mark word={word}>
            {word} under {policy}
          </Mark>
        </a>
      </span>
    ),
  );
}

function rightness(wasRight: boolean | null): string {
  if (wasRight === null) return 'No verdict speaks of it';
  return wasRight ? 'The run shows what was objected to' : 'The run does not show it';
}

function borneOut(isTrue: boolean | null, under: readonly Finding[], test: ObjectionView['front']['scenario']): string {
  if (isTrue === true) return 'Borne out';
  if (isTrue === null) {
    return test === undefined || test.property === 'copies' ? 'On their word alone' : 'Not decided: no complete run';
  }
  const failing = under.filter(({ word }) => word === 'violated' || word === 'stuck' || word === 'unreached');
  return `Said to be addressed; its scenario still fails under ${failing.map(({ policy }) => policy).join(', ')}`;
}
