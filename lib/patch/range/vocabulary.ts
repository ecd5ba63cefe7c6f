/** Lines by number, so that comparing two lines is comparing two numbers. Equal lines have one number, in every text. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #lines: string[] = [];
  readonly #indents: number[] = [];

  get size(): number {
    return this.#lines.length;
  }

  /** The numbers of a text's lines, in order. */
  read(lines: readonly string[]): Int32Array {
    return Int32Array.from(lines, (line) => {
      const known = this.#numbers.get(line);
      if (known !== undefined) return known;
      this.#numbers.set(line, this.#lines.length);
      this.#indents.push(measureIndent(line));
      return this.#lines.push(line) - 1;
    });
  }

  lineOf(number: number): string {
    return this.#lines[number] ?? '';
  }

  /** Columns before the first character that is no white space, at most {@link MAX_INDENT}; -1 for a blank line. */
  indentOf(number: number): number {
    return this.#indents[number] ?? -1;
  }
}

/** No line counts as indented deeper than this. */
const MAX_INDENT = 200;

function measureIndent(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += 8 - (columns % 8);
    else if (!'\r\v\f\n'.includes(character)) return columns;
    if (columns >= MAX_INDENT) return MAX_INDENT;
  }
  return -1;
}
