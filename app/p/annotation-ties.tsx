import type { AnnotationChoices, Suggested } from './annotation-choices';
import type { AnnotationFormState } from './annotation-state';

interface Props {
  readonly state: AnnotationFormState;
  readonly choices: AnnotationChoices;
}

/**
 * What an annotation is tied to: claims, properties of scenarios, and the rule that its lines write down. Each field
 * searches its list as one types, by the words of either column.
 */
export function AnnotationTies({ state, choices }: Props) {
  const { claims, tests, rows, policy, point } = state;
  const isTied = claims.length + tests.length + rows > 0 || policy !== '' || point !== '';
  return (
    <details className="ties" open={isTied}>
      <summary>Claims, scenarios, rule</summary>
      {[...claims, ...Array.from({ length: rows + 1 }, () => '')].map((claim, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are made anew after each sending
        <label key={index}>
          {index === 0 ? 'Claim that it bears on' : `Claim ${index + 1}`}
          <input name="claim" list="all-claims" defaultValue={claim} autoComplete="off" />
        </label>
      ))}
      {[...tests, ...Array.from({ length: rows + 1 }, () => ({ test: '', kind: '' }))].map(({ test, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are made anew after each sending
        <fieldset key={index} className="twin">
          <label className="wide">
            {index === 0 ? 'Scenario that shows it, and the property that fails' : `Scenario ${index + 1}`}
            <input name="test" list="all-tests" defaultValue={test} autoComplete="off" />
          </label>
          {test !== '' && <p className="note wide">{choices.tests.find(({ value }) => value === test)?.label}</p>}
          <label className="wide">
            On
            <select name="test-kind" defaultValue={kind}>
              <option value="">the scenario’s first kind of page</option>
              {choices.pageKinds.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
      ))}
      <p>
        <button type="submit" className="btn quiet" name="intent" value="more" formNoValidate>
          More claims and scenarios
        </button>
      </p>
      <div className="twin">
        <label>
          Rule, of policy
          <select name="policy" defaultValue={policy}>
            <option value="">None</option>
            {choices.policies.map(({ value, label }) => (
              <option key={value} value={value}>
                {value} {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Decision point
          <input name="point" list="all-points" defaultValue={point} autoComplete="off" />
        </label>
      </div>
      <List id="all-claims" items={choices.claims} />
      <List id="all-tests" items={choices.tests} />
      <List id="all-points" items={choices.points} />
    </details>
  );
}

function List({ id, items }: { id: string; items: readonly Suggested[] }) {
  return (
    <datalist id={id}>
      {items.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </datalist>
  );
}
