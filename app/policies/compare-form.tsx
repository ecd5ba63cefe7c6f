import type { PolicyRow } from '#lib/db/record-types';
import { simulators } from '#lib/simulators';

interface CompareFormProps {
  readonly policies: readonly PolicyRow[];
  readonly before?: string;
  readonly after?: string;
}

/** Two policies or kernels to put side by side. A plain form: its address becomes that of the comparison. */
export function CompareForm({ policies, before = '', after = '' }: CompareFormProps) {
  return (
    <form className="filters" id="compare" action="/policies/compare">
      <Side name="before" label="Compare" value={before} policies={policies} />
      <Side name="after" label="with" value={after} policies={policies} />
      <button type="submit" className="btn">
        What changed
      </button>
    </form>
  );
}

function Side({
  name,
  label,
  value,
  policies,
}: {
  name: string;
  label: string;
  value: string;
  policies: readonly PolicyRow[];
}) {
  const families = [...new Set(policies.map(({ family }) => family))];
  const known = [...policies.map(({ id }) => id), ...simulators.flatMap(({ kernels }) => kernels)];
  return (
    <p className="field">
      <label htmlFor={`compare-${name}`}>{label}</label>
      <select id={`compare-${name}`} name={name} defaultValue={value} required>
        <option value="">a policy or a kernel</option>
        {value !== '' && !known.includes(value) && <option value={value}>{value}</option>}
        {families.map((family) => (
          <optgroup key={family} label={`family ${family}`}>
            {policies
              .filter((policy) => policy.family === family)
              .map(({ id, rule, inForce }) => (
                <option key={id} value={id}>
                  {id} {rule}, {inForce}
                </option>
              ))}
          </optgroup>
        ))}
        <optgroup label="kernels">
          {simulators.flatMap(({ kernels }) =>
            kernels.map((release) => (
              <option key={release} value={release}>
                {release}
              </option>
            )),
          )}
        </optgroup>
      </select>
    </p>
  );
}
