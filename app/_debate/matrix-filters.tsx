import { Choice, type Option } from '../_components/choice';
import { sortOptions, sortValue } from '../_components/sort-options';
import type { DebateQuery } from './debate-query';

/** What there is to choose from. */
export interface FilterOptions {
  readonly people: readonly Option[];
  readonly properties: readonly Option[];
  readonly kinds: readonly Option[];
  readonly families: readonly Option[];
}

/** Narrows the matrix. A plain form, so that it works without scripts and its address is the view. */
export function MatrixFilters({ asked, options }: { asked: DebateQuery; options: FilterOptions }) {
  return (
    <form className="filters" action="/#matrix">
      <Choice name="person" label="Person" value={asked.person} all="anybody" options={options.people} />
      <Choice
        name="property"
        label="Property"
        value={asked.property}
        all="every property"
        options={options.properties}
      />
      <Choice name="kind" label="Page" value={asked.kind} all="as each claim says" options={options.kinds} />
      <Choice name="family" label="Family" value={asked.family} all="every family" options={options.families} />
      <p className="field">
        <label htmlFor="filter-at">Known on</label>
        <input id="filter-at" type="date" name="at" defaultValue={asked.at} />
      </p>
      <Choice name="sort" label="Order" value={sortValue(asked.sort)} all={null} options={sortOptions} />
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}
