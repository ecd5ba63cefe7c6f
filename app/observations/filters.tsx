import type { ObservationFilter } from '#lib/db/observation-matrix';
import { agreements } from '#lib/observation/facts';

interface FiltersProps {
  readonly filter: ObservationFilter;
  readonly releases: readonly string[];
  readonly kinds: readonly string[];
  readonly pins: readonly string[];
}

/** Narrows the tables. A plain form, so that it works without scripts and its address is the view. */
export function Filters({ filter, releases, kinds, pins }: FiltersProps) {
  return (
    <form className="filters" action="/observations">
      <Choice name="kernel" label="Kernel" value={filter.release} all="every kernel" options={releases} />
      <Choice name="kind" label="Page" value={filter.kind} all="every kind" options={kinds} />
      <Choice name="pin" label="Pin" value={filter.pin} all="every pin" options={pins.filter((pin) => pin !== '')} />
      <Choice name="model" label="Model" value={filter.agreement} all="agrees or not" options={agreements} />
      <p className="field">
        <label htmlFor="filter-q">Words</label>
        <input
          id="filter-q"
          type="search"
          name="q"
          defaultValue={filter.words}
          placeholder="child exits; mprotect"
          autoComplete="off"
        />
      </p>
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}

function Choice({
  name,
  label,
  value,
  all,
  options,
}: {
  name: string;
  label: string;
  value: string;
  all: string;
  options: readonly string[];
}) {
  return (
    <p className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </p>
  );
}
