/** One entry of a list to choose from. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** The value of the address; empty where it has none. */
  readonly value: string;
  /** What is shown where nothing is chosen; null where something always is. */
  readonly all: string | null;
  readonly options: readonly Option[];
}

/** A list of a filter form. A value of the address that is not among the options stays visible, as what it is. */
export function Choice({ name, label, value, all, options }: ChoiceProps) {
  const isStrange = value !== '' && options.every((option) => option.value !== value);
  return (
    <p className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} defaultValue={value}>
        {all !== null && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {isStrange && <option value={value}>{value}</option>}
      </select>
    </p>
  );
}

/** Options whose label is their value. */
export function plainOptions(values: readonly string[]): readonly Option[] {
  return values.map((value) => ({ value, label: value }));
}

/** People to choose from, by name. `names` are names by slug. */
export function peopleOptions(names: ReadonlyMap<string, string>): readonly Option[] {
  return [...names].map(([value, label]) => ({ value, label })).toSorted((a, b) => (a.label < b.label ? -1 : 1));
}
