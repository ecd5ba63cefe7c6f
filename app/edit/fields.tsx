/** One choice of a select. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** What stands in it at first. */
  readonly start: string;
  /** Another number empties it again. */
  readonly round: number;
}

/** A choice that may be left open. */
export function ChoiceField({ name, label, start, round, options }: FieldProps & { options: readonly Option[] }) {
  return (
    <label>
      {label}
      <select key={round} name={name} defaultValue={start}>
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

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'date';
  /** Over the whole width of the form. */
  readonly across?: boolean;
}

export function TextField({ name, label, start, round, type = 'text', across = false }: TextFieldProps) {
  return (
    <label className={across ? 'across' : undefined}>
      {label}
      <input key={round} type={type} name={name} defaultValue={start} autoComplete="off" />
    </label>
  );
}
