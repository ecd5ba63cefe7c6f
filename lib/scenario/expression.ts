import type { Cursor } from '#lib/scenario/cursor';
import type { Comparison, Expression, Term } from '#lib/scenario/scenario';
import { isName } from '#lib/scenario/tokens';
import type { Vocabulary } from '#lib/scenario/vocabulary';

export const comparisons: readonly Comparison[] = ['=', '!=', '<=', '>=', '<', '>'];

/** Most brackets and `not` inside one another: whatever walks a condition calls itself once for each. */
export const MAX_DEPTH = 50;

/** `A or B and not (C)`, with the usual precedence. */
export function parseExpression(cursor: Cursor, vocabulary: Vocabulary, depth = 0): Expression {
  return parseJoined(cursor, 'or', () => parseJoined(cursor, 'and', () => parseOne(cursor, vocabulary, depth)));
}

function parseJoined(cursor: Cursor, word: 'and' | 'or', parse: () => Expression): Expression {
  const first = parse();
  const all = [first];
  while (cursor.take(word)) all.push(parse());
  return all.length === 1 ? first : { is: word, of: all };
}

function parseOne(cursor: Cursor, vocabulary: Vocabulary, depth: number): Expression {
  if (depth > MAX_DEPTH) cursor.fail(`at most ${MAX_DEPTH} brackets and \`not\` inside one another`);
  if (cursor.take('not')) return { is: 'not', of: parseOne(cursor, vocabulary, depth + 1) };
  if (cursor.take('(')) {
    const inner = parseExpression(cursor, vocabulary, depth + 1);
    cursor.expect(')');
    return inner;
  }
  if (cursor.peek() === 'done' && cursor.peek(1) === '(') {
    cursor.next();
    cursor.next();
    const name = parseActor(cursor, 'a label or an actor');
    cursor.expect(')');
    return { is: 'done', name };
  }
  const builtIn = vocabulary.properties.find((property) => property.name === cursor.peek());
  if (builtIn !== undefined) {
    cursor.next();
    return { is: 'built-in', name: builtIn.name };
  }
  const left = parseTerm(cursor, vocabulary);
  const op = comparisons.find((sign) => sign === cursor.peek());
  if (op === undefined) return cursor.fail('`=`, `!=`, `<`, `<=`, `>` or `>=`');
  cursor.next();
  return { is: 'compare', left, op, right: parseTerm(cursor, vocabulary) };
}

function parseTerm(cursor: Cursor, vocabulary: Vocabulary): Term {
  if (cursor.peek(1) === '(') {
    const measure = vocabulary.measures.find((form) => form.name === cursor.peek());
    if (measure === undefined)
      return cursor.fail(`one of ${vocabulary.measures.map((form) => `\`${form.name}\``).join(', ')}`);
    cursor.next();
    cursor.next();
    const of = parsePlace(cursor, 'a place such as `P:v`, or a handle');
    cursor.expect(')');
    return { is: 'measure', measure: measure.name, of };
  }
  if (!isName(cursor.peek())) return cursor.fail('a register, a value or a measure');
  return { is: 'name', name: cursor.next() };
}

/** `P` or `P.reader`. */
export function parseActor(cursor: Cursor, what: string): string {
  const name = cursor.name(what);
  return cursor.take('.') ? `${name}.${cursor.name('the name of a thread')}` : name;
}

/** `P:v`, or a bare name. */
export function parsePlace(cursor: Cursor, what: string): string {
  const name = cursor.name(what);
  return cursor.take(':') ? `${name}:${cursor.name('a variable')}` : name;
}

export function printExpression(expression: Expression): string {
  switch (expression.is) {
    case 'not':
      return `not ${printInner(expression.of, ['and', 'or'])}`;
    case 'and':
      return expression.of.map((part) => printInner(part, ['and', 'or'])).join(' and ');
    case 'or':
      return expression.of.map((part) => printInner(part, ['or'])).join(' or ');
    case 'compare':
      return `${printTerm(expression.left)} ${expression.op} ${printTerm(expression.right)}`;
    case 'built-in':
      return expression.name;
    case 'done':
      return `done(${expression.name})`;
  }
}

function printInner(expression: Expression, bracketed: readonly string[]): string {
  const text = printExpression(expression);
  return bracketed.includes(expression.is) ? `(${text})` : text;
}

function printTerm(term: Term): string {
  return term.is === 'name' ? term.name : `${term.measure}(${term.of})`;
}
