/** One choice of a select. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A choice that may be left open. */
export function ChoiceField({ name, label, options }: { name: string; label: string; options: readonly Option[] }) {
  return (
    <label>
      {label}
      <select name={name} defaultValue="">
        <option value="">–</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'date';
  /** Over the whole width of the form. */
  readonly across?: boolean;
}

export function TextField({ name, label, type = 'text', across = false }: TextFieldProps) {
  return (
    <label className={across ? 'across' : undefined}>
      {label}
      <input type={type} name={name} autoComplete="off" />
    </label>
  );
}
