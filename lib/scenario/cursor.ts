import type { Issue } from '#lib/scenario/scenario';
import { isName, type Line, quote } from '#lib/scenario/tokens';

/** Thrown inside the parser to leave a line that cannot be read; never leaves `parseScenario`. */
export class Unreadable extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** Reads one line from left to right. */
export class Cursor {
  readonly line: Line;
  private at = 0;

  constructor(line: Line) {
    this.line = line;
  }

  /** Text of the token `ahead` of the next one; undefined past the end. */
  peek(ahead = 0): string | undefined {
    return this.line.tokens[this.at + ahead]?.text;
  }

  get column(): number {
    return this.line.tokens[this.at]?.column ?? this.line.end;
  }

  get position(): number {
    return this.at;
  }

  reset(position: number): void {
    this.at = position;
  }

  next(): string {
    return this.line.tokens[this.at++]?.text ?? '';
  }

  /** Takes the token if it is this one. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`\`${text}\``);
  }

  /** Takes a name; `what` is how a message calls it. */
  name(what: string): string {
    if (!isName(this.peek())) this.fail(what);
    return this.next();
  }

  end(): void {
    if (this.peek() !== undefined) this.fail('the end of the line');
  }

  fail(expected: string, message?: string): never {
    const found = this.peek() === undefined ? 'the line ends' : `found ${quote(this.peek() ?? '')}`;
    throw new Unreadable({
      severity: 'error',
      code: 'syntax',
      message: message ?? `${found}, expected ${expected}`,
      line: this.line.number,
      column: this.column,
      expected,
    });
  }
}
