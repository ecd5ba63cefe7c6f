import { type Cursor, Unreadable } from '#lib/scenario/cursor';
import { comparisons, MAX_DEPTH } from '#lib/scenario/expression';
import type { AskForm, OwnCondition } from '#lib/scenario/own-policy';
import { isName, quote } from '#lib/scenario/tokens';

/** Most digits of a number: more than any count has. */
const MAX_DIGITS = 6;

/** A condition, and whether it is a truth or a number. */
interface Typed {
  readonly condition: OwnCondition;
  readonly gives: 'number' | 'truth';
  /** 1-based, where it begins. */
  readonly column: number;
}

/** Reads a condition that is true or false. `asks` is what may be looked at here, `point` how a message says where. */
export function parseOwnCondition(cursor: Cursor, asks: readonly AskForm[], point: string): OwnCondition {
  return truth(cursor, parseJoined(cursor, 'or', { asks, point }, 0)).condition;
}

interface Context {
  readonly asks: readonly AskForm[];
  readonly point: string;
}

function parseJoined(cursor: Cursor, word: 'and' | 'or', context: Context, depth: number): Typed {
  const parse = () => (word === 'or' ? parseJoined(cursor, 'and', context, depth) : parseNot(cursor, context, depth));
  const first = parse();
  if (cursor.peek() !== word) return first;
  const of = [truth(cursor, first).condition];
  while (cursor.take(word)) of.push(truth(cursor, parse()).condition);
  return { condition: { is: word, of }, gives: 'truth', column: first.column };
}

function parseNot(cursor: Cursor, context: Context, depth: number): Typed {
  const { column } = cursor;
  deepen(cursor, depth);
  if (!cursor.take('not')) return parseComparison(cursor, context, depth);
  const of = truth(cursor, parseNot(cursor, context, depth + 1)).condition;
  return { condition: { is: 'not', of }, gives: 'truth', column };
}

function parseComparison(cursor: Cursor, context: Context, depth: number): Typed {
  const ask = context.asks.find((form) => form.name === cursor.peek());
  if (ask !== undefined && typeof ask.gives === 'object') return parseWord(cursor, ask, ask.gives);
  const left = parseSum(cursor, context, depth);
  const op = comparisons.find((sign) => sign === cursor.peek());
  if (op === undefined) return left;
  cursor.next();
  const right = parseSum(cursor, context, depth);
  return {
    condition: { is: 'compare', left: left.condition, op, right: right.condition },
    gives: 'truth',
    column: left.column,
  };
}

function parseWord(cursor: Cursor, { name }: AskForm, words: readonly string[]): Typed {
  const { column } = cursor;
  cursor.next();
  const op = (['=', '!='] as const).find((sign) => cursor.take(sign));
  if (op === undefined) return cursor.fail('`=` or `!=`');
  const word = words.find((known) => cursor.take(known));
  if (word === undefined) return cursor.fail(words.map(quote).join(', '));
  return { condition: { is: 'word', ask: name, op, word }, gives: 'truth', column };
}

function parseSum(cursor: Cursor, context: Context, depth: number): Typed {
  const first = parseAtom(cursor, context, depth);
  const rest: { op: '+' | '-'; of: OwnCondition }[] = [];
  for (;;) {
    const op = (['+', '-'] as const).find((sign) => cursor.take(sign));
    if (op === undefined) break;
    rest.push({ op, of: parseAtom(cursor, context, depth).condition });
  }
  if (rest.length === 0) return first;
  return { condition: { is: 'sum', first: first.condition, rest }, gives: 'number', column: first.column };
}

function parseAtom(cursor: Cursor, context: Context, depth: number): Typed {
  const { column } = cursor;
  const text = cursor.peek() ?? '';
  if (cursor.take('(')) {
    deepen(cursor, depth);
    const inner = parseJoined(cursor, 'or', context, depth + 1);
    cursor.expect(')');
    return { ...inner, column };
  }
  if (/^\d+$/.test(text)) {
    if (text.length > MAX_DIGITS) cursor.fail(`a number of at most ${MAX_DIGITS} digits`);
    return { condition: { is: 'number', value: Number(cursor.next()) }, gives: 'number', column };
  }
  const ask = context.asks.find((form) => form.name === text);
  if (ask === undefined) return failUnknown(cursor, context);
  if (typeof ask.gives === 'object') {
    cursor.next();
    return cursor.fail('no sum: a word is compared with `=` or `!=` alone');
  }
  cursor.next();
  return { condition: { is: 'ask', ask: ask.name, of: parseOf(cursor, ask) }, gives: ask.gives, column };
}

function parseOf(cursor: Cursor, ask: AskForm): string | null {
  const { of } = ask;
  if (of === undefined) return null;
  cursor.expect('(');
  const word = of.find((known) => cursor.take(known));
  if (word === undefined) return cursor.fail(of.map(quote).join(', '));
  cursor.expect(')');
  return word;
}

function failUnknown(cursor: Cursor, { asks, point }: Context): never {
  const text = cursor.peek();
  const offered = `a number or one of ${asks.map(({ name }) => quote(name)).join(', ')}`;
  if (!isName(text)) return cursor.fail(offered);
  // A hyphen may stand inside a name, so `page_count-1` is one word.
  const hint = text?.includes('-') === true ? ' (a minus has spaces around it)' : '';
  return cursor.fail(offered, `nothing to look at is called ${quote(text ?? '')} ${point}${hint}, expected ${offered}`);
}

function deepen(cursor: Cursor, depth: number): void {
  if (depth > MAX_DEPTH) cursor.fail(`at most ${MAX_DEPTH} brackets and \`not\` inside one another`);
}

function truth(cursor: Cursor, typed: Typed): Typed {
  if (typed.gives === 'truth') return typed;
  throw new Unreadable({
    severity: 'error',
    code: 'number',
    message: 'this is a number, expected something that is true or false, such as a comparison',
    line: cursor.line.number,
    column: typed.column,
    expected: 'something that is true or false',
  });
}

const strength = { or: 0, and: 1, not: 2, word: 3, compare: 3, sum: 4, number: 5, ask: 5 } as const satisfies Record<
  OwnCondition['is'],
  number
>;

export function printOwnCondition(condition: OwnCondition): string {
  switch (condition.is) {
    case 'number':
      return String(condition.value);
    case 'ask':
      return condition.of === null ? condition.ask : `${condition.ask}(${condition.of})`;
    case 'word':
      return `${condition.ask} ${condition.op} ${condition.word}`;
    case 'sum':
      return [printFrom(condition.first, 5), ...condition.rest.map(({ op, of }) => `${op} ${printFrom(of, 5)}`)].join(
        ' ',
      );
    case 'compare':
      return `${printFrom(condition.left, 4)} ${condition.op} ${printFrom(condition.right, 4)}`;
    case 'not':
      return `not ${printFrom(condition.of, 2)}`;
    case 'and':
    case 'or':
      return condition.of.map((part) => printFrom(part, strength[condition.is] + 1)).join(` ${condition.is} `);
  }
}

/** In brackets where it would be taken apart otherwise. */
function printFrom(condition: OwnCondition, least: number): string {
  const text = printOwnCondition(condition);
  return strength[condition.is] < least ? `(${text})` : text;
}
