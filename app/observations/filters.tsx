import type { ObservationFilter } from '#lib/db/observation-matrix';
import { agreements } from '#lib/observation/facts';
import { Choice, plainOptions } from '../_components/choice';

interface FiltersProps {
  readonly filter: ObservationFilter;
  readonly releases: readonly string[];
  readonly kinds: readonly string[];
  readonly pins: readonly string[];
}

/** Narrows the tables. A plain form, so that it works without scripts and its address is the view. */
export function Filters({ filter, releases, kinds, pins }: FiltersProps) {
  const named = pins.filter((pin) => pin !== '');
  return (
    <form className="filters" action="/observations">
      <Choice name="kernel" label="Kernel" value={filter.release} all="every kernel" options={plainOptions(releases)} />
      <Choice name="kind" label="Page" value={filter.kind} all="every kind" options={plainOptions(kinds)} />
      <Choice name="pin" label="Pin" value={filter.pin} all="every pin" options={plainOptions(named)} />
      <Choice
        name="model"
        label="Model"
        value={filter.agreement}
        all="agrees or not"
        options={plainOptions(agreements)}
      />
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
