/** A row of a CSV text (RFC 4180): its fields, and the 1-based line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Reads comma-separated values. Quoted fields may hold commas, line breaks and doubled quotes; empty lines are left out. */
export function readCsv(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let field = '';
  let line = 1;
  let begins = 1;
  let isQuoted = false;
  const endRow = () => {
    if (fields.length > 0 || field !== '') rows.push({ line: begins, fields: [...fields, field] });
    fields = [];
    field = '';
  };
  const letters = text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters.charAt(at);
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (letters[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && field === '') isQuoted = true;
    else if (letter === ',') {
      fields.push(field);
      field = '';
    } else if (letter === '\n') {
      endRow();
      begins = line;
    } else field += letter;
  }
  endRow();
  return rows;
}

/** Writes rows as CSV; `readCsv` gives the fields back. */
export function printCsv(rows: readonly (readonly string[])[]): string {
  const quote = (field: string) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  return rows.map((fields) => `${fields.map(quote).join(',')}\n`).join('');
}
